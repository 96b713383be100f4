import type { Column, TableName } from "../connectors/rows";
import { AppError } from "../errors";
import type { ObjectColumn, ObjectDefinition } from "../objects/schema";
import { refuseNewRow } from "./new-row";
import { parseValue } from "./values/schema";

/** A table as an object's version shows it: whatever a request names is looked up here, and refused where it is not. */
export type Place = {
  table: TableName;
  columns: readonly ObjectColumn[];
  /** The columns for a statement, in the same order. */
  read: readonly Column[];
  key: ObjectColumn;
  keyAt: number;
  /** Why no row can be made, whoever asks; null when rows can be. */
  newRowRefusal: string | null;
};

const places = new WeakMap<ObjectDefinition, Place>();

export function placeOf(definition: ObjectDefinition): Place {
  const known = places.get(definition);
  if (known !== undefined) return known;
  const { table, columns } = definition;
  const keyAt = columns.findIndex(({ primaryKey }) => primaryKey);
  const key = columns[keyAt];
  if (key === undefined) throw new Error("A published version has no primary key.");
  const read = columns.map(({ name, type, nullable }) => ({ name, type, nullable }));
  const place = { table, columns, read, key, keyAt, newRowRefusal: refuseNewRow(definition) };
  places.set(definition, place);
  return place;
}

/** Throws AppError `invalid`. */
export function requireColumn({ columns }: Place, name: string): ObjectColumn {
  const column = columns.find((each) => each.name === name);
  if (column !== undefined) return column;
  throw new AppError("invalid", "This column is not part of the object any more. Read the rows again.");
}

/** A row's key as its column's type reads it. Throws AppError `invalid`. */
export function requireKey({ key }: Place, text: string): string {
  const parsed = parseValue(key, text);
  if (parsed.ok) return parsed.value;
  throw new AppError("invalid", "This is no key of a row here. Read the rows again.");
}
