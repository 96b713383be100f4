import type { GrantWriter } from "../../connectors/define-connector";
import type { CatalogColumn, MissingPrivileges, TableSight } from "../../connectors/rows";
import { refuseNewRow } from "../../rows/new-row";
import type { Sentence } from "../drafts/schema";
import type { ObjectColumn, ObjectDefinition } from "../schema";
import { type Rename, renamesOf } from "./renames";
import type { Finding } from "./schema";

/** A version beside the table as it is. */
export type Trial = {
  definition: ObjectDefinition;
  table: TableSight;
  /** The version's columns that are there, each beside what it is now. */
  pairs: readonly { column: ObjectColumn; live: CatalogColumn }[];
  gone: readonly ObjectColumn[];
  renames: ReadonlyMap<string, Rename>;
  writes: boolean;
  makesRows: boolean;
  missing: MissingPrivileges;
  grantStatement: GrantWriter;
};

export function trialOf(definition: ObjectDefinition, table: TableSight, grantStatement: GrantWriter): Trial {
  const { columns } = definition;
  const byName = columnsOf(table);
  const pairs = columns.flatMap((column) => {
    const live = byName.get(column.name);
    return live === undefined ? [] : [{ column, live }];
  });
  const gone = columns.filter(({ name }) => !byName.has(name));
  const writes = columns.some(({ readOnly }) => !readOnly);
  const makesRows = writes && refuseNewRow(definition) === null;
  const missing = missingIn({ table, pairs, writes, makesRows });
  const renames = gone.length === 0 ? noRenames : renamesOf(definition, table);
  return { definition, table, pairs, gone, renames, writes, makesRows, missing, grantStatement };
}

const noRenames: Trial["renames"] = new Map();

// Ten versions in a row are held against the same table.
const known = new WeakMap<TableSight, ReadonlyMap<string, CatalogColumn>>();

function columnsOf(table: TableSight): ReadonlyMap<string, CatalogColumn> {
  const columns = known.get(table) ?? new Map(table.columns.map((live) => [live.name, live]));
  known.set(table, columns);
  return columns;
}

function missingIn({ table, pairs, writes, makesRows }: Pick<Trial, "table" | "pairs" | "writes" | "makesRows">) {
  const lacking = (holds: (pair: Trial["pairs"][number]) => boolean) =>
    pairs.filter((pair) => !holds(pair)).map(({ column }) => column.name);
  return {
    table: { schema: table.schema, name: table.name },
    schema: !table.mayUseSchema,
    select: lacking(({ live }) => live.mayRead),
    insert: lacking(({ column, live }) => column.readOnly || live.mayInsert),
    // A typed primary key is never changed after that.
    update: lacking(({ column, live }) => column.readOnly || column.primaryKey || live.mayUpdate),
    delete: writes && !table.mayDelete,
    sequences: makesRows ? table.lockedSequences.map(({ sequence }) => sequence) : [],
  };
}

export const asOwner = "Have the table's owner run this, with the connection's user in place of database_user.";

type More = { columns?: readonly string[]; statement?: string };

export function failure(fact: Sentence, advice: Sentence, more: More = {}): Finding {
  return findingOf("failure", fact, advice, more);
}

export function warning(fact: Sentence, advice: Sentence, more: More = {}): Finding {
  return findingOf("warning", fact, advice, more);
}

function findingOf(severity: Finding["severity"], fact: Sentence, advice: Sentence, more: More): Finding {
  const { columns = [], statement = null } = more;
  return { severity, fact, sentence: [...fact, " ", ...advice], columns, statement };
}

const mostNamed = 3;

/** "column a", "columns a and b", "columns a, b, c and 2 more". */
export function namedColumns(names: readonly string[]): Sentence {
  const named = names.slice(0, mostNamed);
  const more = names.length - named.length;
  const parts = named.flatMap((name, at) => {
    if (at === 0) return [{ name }];
    return [at === named.length - 1 && more === 0 ? " and " : ", ", { name }];
  });
  return [names.length === 1 ? "column " : "columns ", ...parts, ...(more > 0 ? [` and ${more} more`] : [])];
}
