import {
  type CatalogColumn,
  type CatalogTable,
  type ColumnOfType,
  keyTypes,
  type TableDescription,
} from "../connectors/rows";
import type { ColumnRule, Sentence } from "./drafts/schema";

const kinds = {
  view: "A view",
  materialized_view: "A materialized view",
  foreign_table: "A foreign table",
} as const satisfies Record<Exclude<CatalogTable["kind"], "table">, string>;

/** Why no external data object can be made of a table; null when one can. */
export function refuseTable(table: CatalogTable): Sentence | null {
  if (table.kind !== "table") return [`${kinds[table.kind]} has no primary key`];
  const [key, ...others] = table.primaryKey;
  if (key === undefined) return ["It has no primary key"];
  if (others.length > 0) return [`Its primary key has ${others.length + 1} columns`];
  if (!isKeyType(key)) return ["Its primary key is of type ", { name: key.nativeType }, ", which cannot be one"];
  return refuseComplex(table.mandatoryComplex);
}

function isKeyType({ type }: ColumnOfType): boolean {
  return keyTypes.some((each) => each === type);
}

function refuseComplex([first, ...others]: readonly ColumnOfType[]): Sentence | null {
  if (first === undefined) return null;
  const name = [{ name: first.name }, " (", { name: first.nativeType }, ")"];
  if (others.length === 0) return ["Column ", ...name, " is mandatory and of a complex type"];
  return ["Column ", ...name, ` and ${others.length} more are mandatory and of complex types`];
}

type Columns = Pick<TableDescription, "primaryKey" | "columns">;

export function columnRule(column: CatalogColumn, table: Columns): ColumnRule {
  const isKey = isKeyOf(table, column);
  const greyed = greyedBy(column);
  const lockedIn = greyed !== null ? null : isKey ? "The primary key" : lockedInBy(column);
  return { lockedIn, greyed, readOnly: isKey ? keyWriting(column) : writing(column, table) };
}

function isKeyOf({ primaryKey }: Columns, column: CatalogColumn): boolean {
  return primaryKey.some(({ name }) => name === column.name);
}

/** Why the database user can make no row of a table; null when it can. The reason follows a colon. */
export function refuseNewRows(table: Columns): Sentence | null {
  for (const column of table.columns) {
    const lacking = column.mandatory ? lackingFor(column, isKeyOf(table, column)) : null;
    if (lacking !== null) return ["column ", { name: column.name }, ` is mandatory, and the database user ${lacking}`];
  }
  if (table.columns.some(({ mayInsert, generated }) => mayInsert && !generated)) return null;
  return ["the database user may not insert into this table"];
}

/** What keeps a mandatory column from being typed in a new row. One that is not the key is written as a whole or not at all. */
function lackingFor({ mayRead, mayInsert, mayUpdate }: CatalogColumn, isKey: boolean): string | null {
  if (!mayRead) return "may not read it";
  if (!mayInsert) return "may not insert it";
  return isKey || mayUpdate ? null : "may insert it, but not update it";
}

function greyedBy(column: CatalogColumn): string | null {
  if (!column.mayRead) return "The database user may not read it";
  return column.type === "complex" ? "Of a complex type" : null;
}

const mandatoryReason = "Mandatory: every new row needs a value";

function lockedInBy({ mandatory }: CatalogColumn): string | null {
  return mandatory ? mandatoryReason : null;
}

/** A primary key is never changed after insert: read-only says whether a new row may type it. */
function keyWriting(column: CatalogColumn): { value: boolean; reason: string } {
  if (!column.mandatory) return { value: true, reason: "The server makes it for each new row" };
  if (!column.mayInsert) return { value: true, reason: "The database user may not insert it" };
  return { value: false, reason: "Typed for each new row, never changed after that" };
}

function writing(column: CatalogColumn, table: Columns): { value: boolean; reason: string } | null {
  const { generated, mandatory, mayInsert, mayUpdate } = column;
  if (generated) return { value: true, reason: "Always made by the server" };
  if (mayInsert && mayUpdate) {
    // Read-only, it would have every new row refused.
    return mandatory && refuseNewRows(table) === null ? { value: false, reason: mandatoryReason } : null;
  }
  if (mayInsert) return { value: true, reason: "The database user may insert it, but not update it" };
  if (mayUpdate) return { value: true, reason: "The database user may update it, but not insert it" };
  return { value: true, reason: "The database user may neither insert nor update it" };
}

/** The first thing that keeps a choice of columns from being published over a table; null when nothing does. */
export function refuseColumns(chosen: readonly string[], table: TableDescription): Sentence | null {
  const refusal = refuseTable(table);
  if (refusal !== null) return refusal;
  const names = new Set(chosen);
  if (names.size < chosen.length) return ["A column is chosen twice"];
  const known = new Set(table.columns.map(({ name }) => name));
  const unknown = chosen.find((name) => !known.has(name));
  if (unknown !== undefined) return ["Column ", { name: unknown }, " does not exist in this table"];
  for (const column of table.columns) {
    const { greyed, lockedIn } = columnRule(column, table);
    const isKey = isKeyOf(table, column);
    if (greyed !== null && (isKey || names.has(column.name))) {
      return ["Column ", { name: column.name }, ` cannot be chosen: ${greyed.toLowerCase()}`];
    }
    if (lockedIn !== null && !names.has(column.name)) {
      return ["Column ", { name: column.name }, ` cannot be left out: ${lockedIn.toLowerCase()}`];
    }
  }
  return null;
}
