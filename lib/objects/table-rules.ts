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

export function columnRule(column: CatalogColumn, table: Pick<CatalogTable, "primaryKey">): ColumnRule {
  const isKey = table.primaryKey.some(({ name }) => name === column.name);
  const greyed = greyedBy(column);
  const lockedIn = greyed !== null ? null : isKey ? "The primary key" : lockedInBy(column);
  return { lockedIn, greyed, readOnly: isKey ? keyWriting(column) : writing(column) };
}

function greyedBy(column: CatalogColumn): string | null {
  if (!column.mayRead) return "The database user may not read it";
  return column.type === "complex" ? "Of a complex type" : null;
}

function lockedInBy({ mandatory }: CatalogColumn): string | null {
  return mandatory ? "Mandatory: every new row needs a value" : null;
}

/** A primary key is never changed after insert: read-only says whether a new row may type it. */
function keyWriting(column: CatalogColumn): { value: boolean; reason: string } {
  if (!column.mandatory) return { value: true, reason: "The server makes it for each new row" };
  if (!column.mayInsert) return { value: true, reason: "The database user may not insert it" };
  return { value: false, reason: "Typed for each new row, never changed after that" };
}

function writing({ generated, mayInsert, mayUpdate }: CatalogColumn): { value: boolean; reason: string } | null {
  if (generated) return { value: true, reason: "Always made by the server" };
  if (mayInsert && mayUpdate) return null;
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
    const isKey = table.primaryKey.some(({ name }) => name === column.name);
    if (greyed !== null && (isKey || names.has(column.name))) {
      return ["Column ", { name: column.name }, ` cannot be chosen: ${greyed.toLowerCase()}`];
    }
    if (lockedIn !== null && !names.has(column.name)) {
      return ["Column ", { name: column.name }, ` cannot be left out: ${lockedIn.toLowerCase()}`];
    }
  }
  return null;
}
