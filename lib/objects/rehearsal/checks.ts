import { type CatalogColumn, keyTypes, type MissingPrivileges } from "../../connectors/rows";
import type { Sentence } from "../drafts/schema";
import type { ObjectColumn } from "../schema";
import type { CheckName, Finding } from "./schema";
import { asOwner, failure, namedColumns, type Trial, warning } from "./trial";

export type TriedCheck = Exclude<CheckName, "table">;

/** What each check finds in a table that is there and may be read. */
export const checks = {
  primary_key: checkPrimaryKey,
  columns: checkColumns,
  types: (trial) => trial.pairs.flatMap((pair) => checkType(pair)),
  mandatory_columns: checkMandatory,
  privileges: checkPrivileges,
} as const satisfies Record<TriedCheck, (trial: Trial) => readonly Finding[]>;

const redraft = "Change it back, or make a new draft of the object.";

function checkPrimaryKey({ definition, table, renames }: Trial): readonly Finding[] {
  const key = definition.columns.find(({ primaryKey }) => primaryKey);
  if (key === undefined) throw new Error("A published version has no primary key.");
  const { name } = key;
  const columns = [name];
  const [first, ...others] = table.primaryKey;
  const said = (...fact: Sentence) => [
    failure(fact, ["Make ", { name }, " the primary key again, or make a new draft of the object."], { columns }),
  ];
  if (first === undefined) return said("The table has no primary key.");
  if (others.length > 0) return said(`The primary key has ${others.length + 1} columns.`);
  // Then it is the check of columns that says so.
  if (first.name !== name && first.name === renames.get(name)?.to.name) return [];
  if (first.name !== name) return said("The primary key is column ", { name: first.name }, ".");
  if (first.type === key.type) return [];
  const types = [{ name: first.nativeType }, ", and of type ", { name: key.nativeType }, " in this version."];
  const advice = keyTypes.some((each) => each === first.type)
    ? redraft
    : "Change it back: a primary key cannot be of this type.";
  return [failure(["The primary key ", { name }, " is of type ", ...types], [advice], { columns })];
}

function checkColumns({ gone, renames }: Trial): readonly Finding[] {
  return gone.map(({ name }) => {
    const columns = [name];
    const fact = ["Column ", { name }, " is not in the table."];
    const rename = renames.get(name);
    if (rename === undefined) return failure(fact, ["Bring it back, or leave it out in a new draft."], { columns });
    const verb = rename.isKnown ? " It was renamed to " : " It may have been renamed to ";
    const now = [verb, { name: rename.to.name }, "."];
    return failure([...fact, ...now], ["Follow it in a new draft, or rename it back."], { columns });
  });
}

// Most columns are as they were, so that nothing is put together for those.
const none: readonly Finding[] = [];

function checkType({ column, live }: Trial["pairs"][number]): readonly Finding[] {
  const { name } = column;
  const columns = [name];
  if (live.type !== column.type) {
    // The check of the primary key says so in its own words.
    return column.primaryKey ? none : [failure(retyped(column, live), [redraft], { columns })];
  }
  if (!column.readOnly && live.generated) {
    const fact = ["Column ", { name }, " is always made by the server, and this version writes it."];
    return [failure(fact, ["Make it read-only in a new draft."], { columns })];
  }
  const isSameType = live.nativeType === column.nativeType;
  const isSameChoice = sameChoices(column, live.choices);
  if (isSameType && isSameChoice) return none;
  const effect = column.readOnly ? "It is still read as before." : "Some values may be refused when rows are written.";
  const found: Finding[] = [];
  if (!isSameType) found.push(warning(retyped(column, live), [effect], { columns }));
  if (!isSameChoice) {
    const fact = ["Column ", { name }, " has other choices than in this version."];
    found.push(warning(fact, ["Publish a new version to offer those of the server."], { columns }));
  }
  return found;
}

function retyped({ name, nativeType }: ObjectColumn, live: CatalogColumn): Sentence {
  const types = ["is of type ", { name: live.nativeType }, ", and of type ", { name: nativeType }];
  return ["Column ", { name }, " ", ...types, " in this version."];
}

function sameChoices({ choices }: ObjectColumn, now: readonly string[] | null): boolean {
  if (choices === null || now === null) return choices === now;
  return choices.length === now.length && choices.every((choice, at) => choice === now[at]);
}

function checkMandatory({ definition, table, pairs, renames, makesRows }: Trial): readonly Finding[] {
  // One that was renamed is not a new one as well.
  const isOwn = (live: CatalogColumn) =>
    definition.columns.some(({ name }) => name === live.name || renames.get(name)?.to === live);
  const lacking = makesRows ? table.columns.filter((live) => live.mandatory && !isOwn(live)) : [];
  const found = lacking.map(({ name }) =>
    failure(
      ["New rows need a value in column ", { name }, ", which this version does not have."],
      ["Give it a default on the server, or add it in a new draft."],
    ),
  );
  return [...found, ...pairs.flatMap((pair) => checkNullability(pair, makesRows))];
}

function checkNullability({ column, live }: Trial["pairs"][number], makesRows: boolean): readonly Finding[] {
  const isSame = live.nullable === column.nullable && live.mandatory === column.mandatory;
  if (isSame && !(live.mandatory && column.readOnly)) return none;
  const { name } = column;
  const columns = [name];
  if (makesRows && live.mandatory && column.readOnly) {
    const fact = ["New rows need a value in column ", { name }, ", which is read-only in this version."];
    return [failure(fact, ["Give it a default on the server, or make it writable in a new draft."], { columns })];
  }
  if (live.nullable && !column.nullable) {
    const fact = ["Column ", { name }, " may be empty here, and never in this version."];
    return [warning(fact, ["Rows sorted by it may be left out of a page. Publish a new version."], { columns })];
  }
  if (column.readOnly) return none;
  if (!live.nullable && column.nullable) {
    const fact = ["Column ", { name }, " may not be empty here."];
    return [warning(fact, ["Rows without it are refused. Publish a new version to ask for it."], { columns })];
  }
  if (makesRows && live.mandatory && !column.mandatory) {
    const fact = ["Column ", { name }, " has no default here."];
    return [warning(fact, ["New rows without it are refused. Publish a new version to ask for it."], { columns })];
  }
  return [];
}

function checkPrivileges({ table, missing, grantStatement }: Trial): readonly Finding[] {
  const lacks: MissingPrivileges = { ...nothing, table: missing.table };
  const columnPrivileges = [
    ["select", "read"],
    ["insert", "insert"],
    ["update", "update"],
  ] as const;
  const found: Finding[] = columnPrivileges.flatMap(([privilege, verb]) => {
    const columns = missing[privilege];
    if (columns.length === 0) return [];
    const statement = grantStatement({ ...lacks, [privilege]: columns });
    const fact = [`The database user may not ${verb} `, ...namedColumns(columns), "."];
    return [failure(fact, [asOwner], { columns, statement })];
  });
  if (missing.sequences.length > 0) {
    const made = namedColumns(table.lockedSequences.map(({ column }) => column));
    const fact = ["The database user may not use the sequence behind ", ...made, ", which new rows need."];
    found.push(failure(fact, [asOwner], { statement: grantStatement({ ...lacks, sequences: missing.sequences }) }));
  }
  if (missing.delete) {
    const statement = grantStatement({ ...lacks, delete: true });
    found.push(
      warning(["The database user may not delete rows."], [`If it should: ${lowerFirst(asOwner)}`], { statement }),
    );
  }
  return found;
}

export const nothing: Omit<MissingPrivileges, "table"> = {
  schema: false,
  select: [],
  insert: [],
  update: [],
  delete: false,
  sequences: [],
};

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
