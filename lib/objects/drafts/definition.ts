import type { CatalogColumn, TableDescription } from "../../connectors/rows";
import { AppError } from "../../errors";
import type { ObjectColumn, ObjectDefinition } from "../schema";
import { columnRule, refuseColumns, refuseNewRows } from "../table-rules";
import type { DraftColumn, ObjectDraft, Sentence } from "./schema";

/** What a version will say: the draft over the table as it is now. Throws AppError `conflict` with the first rule in the way. */
export function definitionOf(draft: ObjectDraft, table: TableDescription): ObjectDefinition {
  const refusal = refuseColumns(
    draft.columns.map(({ name }) => name),
    table,
  );
  if (refusal !== null) throw new AppError("conflict", `${spoken(refusal)}. Choose the table or its columns again.`);
  const chosen = new Map(draft.columns.map((column) => [column.name, column]));
  const columns = table.columns.flatMap((column) => {
    const choice = chosen.get(column.name);
    return choice === undefined ? [] : [columnOf(column, choice, table)];
  });
  const { schema, name } = table;
  const takesNewRows = refuseNewRows(table) === null ? {} : { takesNewRows: false as const };
  return { table: { schema, name }, columns, membersWithUseMay: draft.membersWithUseMay, ...takesNewRows };
}

function columnOf(column: CatalogColumn, choice: DraftColumn, table: TableDescription): ObjectColumn {
  const { name, type, nativeType, nullable, mandatory, generated, choices, ordinal } = column;
  const rule = columnRule(column, table).readOnly;
  const label = choice.label.trim();
  return {
    name,
    label: label === "" ? name : label,
    type,
    nativeType,
    primaryKey: table.primaryKey.some((key) => key.name === name),
    readOnly: rule === null ? choice.readOnly : rule.value,
    nullable,
    mandatory,
    generated,
    choices: choices === null ? null : [...choices],
    ordinal,
  };
}

/** With each name in isolating marks, so that one written right to left cannot turn the sentence around. */
export function spoken(sentence: Sentence): string {
  return sentence.map((part) => (typeof part === "string" ? part : `\u2068${part.name}\u2069`)).join("");
}
