import type { CatalogColumn, TableSight } from "../../connectors/rows";
import type { DraftColumn, ObjectDraft, Sentence } from "../drafts/schema";
import { isHidden } from "../rehearsal/rehearse";
import { renamesOf } from "../rehearsal/renames";
import { namedColumns } from "../rehearsal/trial";
import type { ObjectColumn, ObjectDefinition } from "../schema";
import { columnRule, refuseTable } from "../table-rules";

export type Repair = { draft: ObjectDraft; steps: readonly Sentence[] } | { refusal: Sentence };

/**
 * A version as a draft that fits the table as it is: what is gone or cannot be shown falls out, what was renamed is
 * followed, what new rows need joins, and every switch is what the database user may do.
 */
export function repairOf(definition: ObjectDefinition, table: TableSight | null): Repair {
  if (table === null) return { refusal: ["There is no table to make a draft over. Bring it back first."] };
  if (isHidden(table)) return { refusal: ["The database user may not read the table. Give it the privileges first."] };
  const refused = refuseTable(table);
  if (refused !== null) return { refusal: ["No object can be made of this table. ", ...refused, "."] };
  const renames = renamesOf(definition, table);
  const before = new Map(
    definition.columns.map((column) => [renames.get(column.name)?.to.name ?? column.name, column]),
  );
  const columns = table.columns.flatMap((live) => fitted(live, before.get(live.name), table));
  const { schema, name } = table;
  const draft = { table: { schema, name }, columns, membersWithUseMay: definition.membersWithUseMay };
  return { draft, steps: stepsOf({ before, columns, table, definition }) };
}

function fitted(live: CatalogColumn, before: ObjectColumn | undefined, table: TableSight): DraftColumn[] {
  const rule = columnRule(live, table);
  if (rule.greyed !== null || (before === undefined && rule.lockedIn === null)) return [];
  const readOnly = rule.readOnly?.value ?? before?.readOnly ?? false;
  return [{ name: live.name, label: before?.label ?? "", readOnly }];
}

type Fitted = {
  before: ReadonlyMap<string, ObjectColumn>;
  columns: readonly DraftColumn[];
  table: TableSight;
  definition: ObjectDefinition;
};

function stepsOf({ before, columns, table, definition }: Fitted): Sentence[] {
  const live = new Map(table.columns.map((column) => [column.name, column]));
  const kept = columns.flatMap((column) => {
    const [own, now] = [before.get(column.name), live.get(column.name)];
    return own === undefined || now === undefined ? [] : [{ column, own, now }];
  });
  const keptNames = new Set(kept.map(({ own }) => own.name));
  const dropped = definition.columns.filter(({ name }) => !keptNames.has(name)).map(({ name }) => name);
  const added = columns.filter(({ name }) => !before.has(name)).map(({ name }) => name);
  const changed = kept.filter(({ own, now }) => !isSame(own, now)).map(({ column }) => column.name);
  const switched = (readOnly: boolean) =>
    kept
      .filter(({ column, own }) => column.readOnly !== own.readOnly && column.readOnly === readOnly)
      .map(({ column }) => column.name);
  return [
    ...step("Leaves out ", dropped, "."),
    ...kept.flatMap(({ own, column }) =>
      own.name === column.name
        ? []
        : [["Follows column ", { name: own.name }, " to ", { name: column.name }, " and keeps its label."]],
    ),
    ...step("Adds ", added, ", which new rows need."),
    ...step("Takes over how ", changed, " changed on the server."),
    ...step("Makes ", switched(true), " read-only."),
    ...step("Makes ", switched(false), " writable."),
  ];
}

function step(verb: string, names: readonly string[], end: string): Sentence[] {
  return names.length === 0 ? [] : [[verb, ...namedColumns(names), end]];
}

/** What a version takes from the table, beside the name. */
function isSame(own: ObjectColumn, now: CatalogColumn): boolean {
  const facts = ({ type, nativeType, nullable, mandatory, generated, choices }: ObjectColumn | CatalogColumn) =>
    JSON.stringify([type, nativeType, nullable, mandatory, generated, choices]);
  return facts(own) === facts(now);
}
