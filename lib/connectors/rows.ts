/**
 * Rows of an external table, as every SQL connector reads and writes them. A value is the text that the server writes for
 * it, and null is NULL: drivers' own types lose digits, zones and infinities. Names come from the catalog, never from a
 * request.
 */

/** What a column holds, whatever the platform calls it; docs/connectors.md lists which native type is which. */
export const fieldTypes = [
  "text",
  "choice",
  "integer",
  "bigint",
  "decimal",
  "float",
  "boolean",
  "date",
  "datetime",
  "datetime_utc",
  "time",
  "uuid",
  "complex",
] as const;
export type FieldType = (typeof fieldTypes)[number];

/** Types that a primary key may have: they have one text for one value, and an order. */
export const keyTypes = ["text", "integer", "bigint", "decimal", "uuid"] as const satisfies readonly FieldType[];

/** `between` takes two values, `one_of` one to a hundred, `is_…` none, all others one. */
export const operators = [
  "equals",
  "not_equals",
  "contains",
  "starts_with",
  "before",
  "on_or_before",
  "after",
  "on_or_after",
  "less_than",
  "at_most",
  "more_than",
  "at_least",
  "between",
  "one_of",
  "is_empty",
  "is_null",
  "is_not_null",
] as const;
export type Operator = (typeof operators)[number];

const always = ["is_null", "is_not_null"] as const;
const numbers = ["equals", "not_equals", "less_than", "at_most", "more_than", "at_least", "between", "one_of"] as const;
const moments = ["equals", "before", "on_or_before", "after", "on_or_after", "between"] as const;

/** What a column of a type can be filtered by, the most usual first. */
export const operatorsOf = {
  text: ["contains", "equals", "not_equals", "starts_with", "one_of", "is_empty", ...always],
  choice: ["one_of", "equals", "not_equals", ...always],
  integer: [...numbers, ...always],
  bigint: [...numbers, ...always],
  decimal: [...numbers, ...always],
  float: [...numbers, ...always],
  boolean: ["equals", ...always],
  date: [...moments, ...always],
  datetime: [...moments, ...always],
  datetime_utc: [...moments, ...always],
  time: [...moments, ...always],
  uuid: ["equals", "one_of", ...always],
  complex: always,
} as const satisfies Record<FieldType, readonly Operator[]>;

/** Cells beyond this many bytes are cut: only `cutCharacters` of them are read. */
export const cutAboveBytes = 65_536;
export const cutCharacters = 1_000;

export type TableName = { schema: string; name: string };
export type TableKind = "table" | "view" | "materialized_view" | "foreign_table";
export type ColumnOfType = { name: string; type: FieldType; nativeType: string };

/** A table or view that the database user may read, and what decides whether an object can be made of it. */
export type CatalogTable = TableName & {
  kind: TableKind;
  /** Columns of the primary key, in its order; empty where there is none. */
  primaryKey: readonly ColumnOfType[];
  /** Columns of a complex type that every new row needs. */
  mandatoryComplex: readonly ColumnOfType[];
};

export type CatalogColumn = ColumnOfType & {
  /** A number that it keeps when it is renamed; null where the platform has none. */
  ordinal: number | null;
  /** Values of a choice, in the server's order; null for every other type. */
  choices: readonly string[] | null;
  nullable: boolean;
  /** Every new row needs a value: not null, no default, not made by the server. */
  mandatory: boolean;
  /** Always made by the server, never written. */
  generated: boolean;
  /** What the database user may do with it, by its real privileges. */
  mayRead: boolean;
  mayInsert: boolean;
  mayUpdate: boolean;
};

export type TableDescription = CatalogTable & {
  comment: string | null;
  columns: readonly CatalogColumn[];
  mayDelete: boolean;
};

/** A table that was asked for by its name, also one that the database user may do nothing with. */
export type TableSight = TableDescription & {
  /** Without it nothing can be done with the table, whatever the privileges of its columns say. */
  mayUseSchema: boolean;
  /** Where the server takes values of new rows from, and the database user may not. */
  lockedSequences: readonly { column: string; sequence: TableName }[];
};

/** What a database user lacks at one table. `schema`: the right to use what is in it. */
export type MissingPrivileges = {
  table: TableName;
  schema: boolean;
  select: readonly string[];
  insert: readonly string[];
  update: readonly string[];
  delete: boolean;
  sequences: readonly TableName[];
};

/** A column that is read or written, with what the statement needs to know of it. */
export type Column = { name: string; type: FieldType; nullable: boolean };

export type Condition = { column: string; operator: Operator; values: readonly string[] };

/** A row's place in an order: its value of the sorted column and its primary key. */
export type Position = { sorted: string | null; key: string };

export type ReadQuery = {
  table: TableName;
  /** What is read, in this order. The primary key and every column of `where` and `sort` are among them. */
  columns: readonly Column[];
  /** Name of the primary-key column, which makes every order a stable one. */
  key: string;
  /** All of them hold. */
  where: readonly Condition[];
  /** NULLs come last ascending and first descending. */
  sort: { column: string; direction: "asc" | "desc" };
  /** Rows beyond this place: after it, or before it when `backwards`. Null: from the beginning (or the end). */
  from: Position | null;
  backwards: boolean;
  /** At most 1 000. */
  limit: number;
  /** Read every cell whole, as long as the answer stays within the session's budget. For one row, or an export. */
  whole?: boolean;
};

/** What of a cell was read when it is too large: its beginning, its size in bytes, and a digest to notice a change. */
export type CutCell = { start: string; bytes: number; digest: string };
export type Cell = string | null | CutCell;

/** `position` is null for a row whose value of the sorted column was cut: no page can begin there. */
export type Row = { cells: readonly Cell[]; position: Position | null };

/** In the order that was asked for, also when read backwards. */
export type RowsRead = { rows: readonly Row[] };

/** A list of pairs and not an object: a column may be called `__proto__`. */
export type Values = readonly (readonly [column: string, value: string | null])[];
export type SeenValues = readonly (readonly [column: string, value: Cell])[];

/** `columns` are read back afterwards, in this order. `seen`: what the row held when it was read. */
export type RowChange = { table: TableName; columns: readonly Column[]; key: string } & (
  | { kind: "insert"; values: Values }
  | { kind: "update"; keyValue: string; values: Values; seen: SeenValues }
  | { kind: "delete"; keyValue: string; seen: SeenValues }
);

export const refusals = [
  "duplicate",
  "reference",
  "referenced",
  "check",
  "missing",
  "too_long",
  "out_of_range",
  "malformed",
  "not_allowed",
  "server_rule",
] as const;

/** Why the server did not take a change. Names are the catalog's, and hostile text like all of it. */
export type Refusal = { why: (typeof refusals)[number]; column: string | null; constraint: string | null };

export type WriteResult =
  /** The row as it is now; for a delete, as it was. */
  | { outcome: "written"; row: Row }
  /** Somebody else changed it since it was read: nothing was written, and this is what it holds now. */
  | { outcome: "changed"; row: Row }
  | { outcome: "gone" }
  | { outcome: "refused"; refusal: Refusal };
