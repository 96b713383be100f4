import { keyTypes, type MissingPrivileges } from "../../connectors/rows";
import type { ObjectColumn } from "../schema";
import type { CheckName, Finding } from "./schema";
import { failure, namedColumns, type Trial, warning } from "./trial";

export type TriedCheck = Exclude<CheckName, "table">;

/** What each check finds in a table that is there and may be read. */
export const checks = {
  primary_key: checkPrimaryKey,
  columns: ({ gone }) =>
    gone.map(({ name }) =>
      failure(["Column ", { name }, " is not in the table. Bring it back, or leave it out in a new draft."], {
        columns: [name],
      }),
    ),
  types: (trial) => trial.pairs.flatMap((pair) => checkType(pair)),
  mandatory_columns: checkMandatory,
  privileges: checkPrivileges,
} as const satisfies Record<TriedCheck, (trial: Trial) => readonly Finding[]>;

function checkPrimaryKey({ definition, table }: Trial): readonly Finding[] {
  const key = definition.columns.find(({ primaryKey }) => primaryKey);
  if (key === undefined) throw new Error("A published version has no primary key.");
  const { name } = key;
  const [first, ...others] = table.primaryKey;
  const said = (...sentence: Finding["sentence"]) => [
    failure([...sentence, " Make ", { name }, " the primary key again, or make a new draft of the object."], {
      columns: [name],
    }),
  ];
  if (first === undefined) return said("The table has no primary key.");
  if (others.length > 0) return said(`The primary key has ${others.length + 1} columns.`);
  if (first.name !== name) return said("The primary key is column ", { name: first.name }, ".");
  if (first.type === key.type) return [];
  const now = { name: first.nativeType };
  const then = { name: key.nativeType };
  const change = ["The primary key ", { name }, " is of type ", now, ", and of type ", then, " in this version."];
  const mend = keyTypes.some((each) => each === first.type)
    ? " Change it back, or make a new draft of the object."
    : " Change it back: a primary key cannot be of this type.";
  return [failure([...change, mend], { columns: [name] })];
}

function checkType({ column, live }: Trial["pairs"][number]): readonly Finding[] {
  const { name } = column;
  const columns = [name];
  const types = ["is of type ", { name: live.nativeType }, ", and of type ", { name: column.nativeType }];
  if (live.type !== column.type) {
    // The check of the primary key says so in its own words.
    if (column.primaryKey) return [];
    const mend = " in this version. Change it back, or make a new draft of the object.";
    return [failure(["Column ", { name }, " ", ...types, mend], { columns })];
  }
  if (!column.readOnly && live.generated) {
    const mend = " is always made by the server, and this version writes it. Make it read-only in a new draft.";
    return [failure(["Column ", { name }, mend], { columns })];
  }
  const effect = column.readOnly ? "It is still read as before." : "Some values may be refused when rows are written.";
  const found: Finding[] = [];
  if (live.nativeType !== column.nativeType) {
    found.push(warning(["Column ", { name }, " ", ...types, ` in this version. ${effect}`], { columns }));
  }
  if (!sameChoices(column, live.choices)) {
    const mend = " has other choices than in this version. Publish a new version to offer those of the server.";
    found.push(warning(["Column ", { name }, mend], { columns }));
  }
  return found;
}

function sameChoices({ choices }: ObjectColumn, now: readonly string[] | null): boolean {
  return JSON.stringify(choices) === JSON.stringify(now);
}

function checkMandatory({ definition, table, pairs, makesRows }: Trial): readonly Finding[] {
  const own = new Set(definition.columns.map(({ name }) => name));
  const lacking = table.columns.filter(({ name, mandatory }) => makesRows && mandatory && !own.has(name));
  const found = lacking.map(({ name }) =>
    failure([
      "New rows need a value in column ",
      { name },
      ", which this version does not have. Give it a default on the server, or add it in a new draft.",
    ]),
  );
  return [...found, ...pairs.flatMap((pair) => checkNullability(pair, makesRows))];
}

function checkNullability({ column, live }: Trial["pairs"][number], makesRows: boolean): readonly Finding[] {
  const { name } = column;
  const columns = [name];
  if (makesRows && live.mandatory && column.readOnly) {
    const mend = ", which is read-only in this version. Give it a default on the server, or make it writable.";
    return [failure(["New rows need a value in column ", { name }, mend], { columns })];
  }
  if (live.nullable && !column.nullable) {
    const effect = " may be empty here, and never in this version. Rows sorted by it may be left out of a page.";
    return [warning(["Column ", { name }, effect], { columns })];
  }
  if (column.readOnly) return [];
  if (!live.nullable && column.nullable) {
    return [warning(["Column ", { name }, " may not be empty here. Rows without it are refused."], { columns })];
  }
  if (makesRows && live.mandatory && !column.mandatory) {
    return [warning(["Column ", { name }, " has no default here. New rows without it are refused."], { columns })];
  }
  return [];
}

const asOwner = "Have the table's owner run this, with the connection's user in place of database_user.";

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
    const sentence = [`The database user may not ${verb} `, ...namedColumns(columns), `. ${asOwner}`];
    return [failure(sentence, { columns, statement })];
  });
  if (missing.sequences.length > 0) {
    const sentence = [
      "The database user may not use the sequence behind ",
      ...namedColumns(table.lockedSequences.map(({ column }) => column)),
      `, which new rows need. ${asOwner}`,
    ];
    const statement = grantStatement({ ...lacks, sequences: missing.sequences });
    found.push(failure(sentence, { statement }));
  }
  if (missing.delete) {
    const statement = grantStatement({ ...lacks, delete: true });
    found.push(warning([`The database user may not delete rows. If it should: ${lowerFirst(asOwner)}`], { statement }));
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
