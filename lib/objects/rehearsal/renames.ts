import type { CatalogColumn, TableDescription } from "../../connectors/rows";
import type { ObjectColumn, ObjectDefinition } from "../schema";

/** `isKnown`: by the number that the column keeps, and not only because nothing else looks like it. */
export type Rename = { to: CatalogColumn; isKnown: boolean };

/** What the version's columns that are gone are probably called now, by their old names: as far as can be told. */
export function renamesOf(
  { columns }: Pick<ObjectDefinition, "columns">,
  table: Pick<TableDescription, "columns">,
): ReadonlyMap<string, Rename> {
  const live = new Map(table.columns.map((column) => [column.name, column]));
  const gone = columns.filter(({ name }) => !live.has(name));
  const own = new Set(columns.map(({ name }) => name));
  const free = table.columns.filter(({ name }) => !own.has(name));
  const renames = new Map<string, Rename>();
  if (isSameLayout(columns, live)) {
    for (const column of gone) {
      const to = free.find((each) => each.ordinal === column.ordinal && each.nativeType === column.nativeType);
      if (to !== undefined) renames.set(column.name, { to, isKnown: true });
    }
    return renames;
  }
  for (const column of gone) {
    const [to, ...others] = free.filter((each) => looksLike(column, each));
    const rivals = gone.filter((other) => to !== undefined && looksLike(other, to));
    if (to !== undefined && others.length === 0 && rivals.length === 1) {
      renames.set(column.name, { to, isKnown: false });
    }
  }
  return renames;
}

/**
 * Whether numbers mean the same here as where the version was published: another server's table, or one that was made anew,
 * may have given them out in another order.
 */
function isSameLayout(columns: readonly ObjectColumn[], live: ReadonlyMap<string, CatalogColumn>): boolean {
  const numbered = columns.every(({ ordinal }) => ordinal !== undefined && ordinal !== null);
  const kept = columns.filter(({ name }) => live.has(name));
  return numbered && kept.length > 0 && kept.every(({ name, ordinal }) => live.get(name)?.ordinal === ordinal);
}

function looksLike(column: ObjectColumn, other: CatalogColumn): boolean {
  return other.nativeType === column.nativeType && other.nullable === column.nullable;
}
