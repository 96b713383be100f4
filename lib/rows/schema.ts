import { z } from "zod";
import { type Cell, operators } from "../connectors/rows";
import type { ObjectColumn } from "../objects/schema";
import { environments } from "../policy";

export type { Cell, Condition, CutCell, FieldType, Operator } from "../connectors/rows";
export { operatorsOf } from "../connectors/rows";

/** Rows on one page. */
export const pageSize = 50;
/** Matches are counted up to here and shown as "10,000+" beyond. */
export const countCap = 10_000;
/** Rows in one exported file. */
export const exportLimit = 100_000;
export const mostConditions = 20;
/** Characters of a value that is filtered by. */
export const longestFilterValue = 1_000;
/** Characters of a cursor: it stands in the address. */
export const longestCursor = 4_000;

export const conditionSchema = z.object({
  column: z.string().max(256),
  operator: z.enum(operators),
  values: z.array(z.string().max(longestFilterValue)).max(100).readonly(),
});

const text = z.string();
const cell = z.union([text, z.null(), z.object({ start: text, bytes: z.number().int().min(0), digest: text })]);
const where = z.array(conditionSchema).max(mostConditions).readonly();

export const rowsViewSchema = z.object({
  where,
  /** Null: by the primary key. */
  sort: z.object({ column: z.string().max(256), direction: z.enum(["asc", "desc"]) }).nullable(),
  /** Opaque keyset cursors: the page after, or before, this place. At most one of them. */
  after: z.string().max(longestCursor).nullable(),
  before: z.string().max(longestCursor).nullable(),
});
export type RowsRequestView = z.output<typeof rowsViewSchema>;

const place = { objectId: z.uuid(), environment: z.enum(environments) };
const key = z.string();
const values = z.array(z.tuple([z.string(), z.string().nullable()])).max(1600);
const seen = z.array(z.tuple([z.string(), cell])).max(1600);

/** Which object, in which environment: what every request for rows begins with. */
export const rowsPlace = z.object(place);
export const listRowsInput = z.object({ ...place, view: rowsViewSchema });
export const countRowsInput = z.object({ ...place, where });
export const exportRowsInput = z.object({
  ...place,
  view: rowsViewSchema.pick({ where: true, sort: true }),
  hidden: z.array(z.string().max(256)).max(1600),
});
/** `whole: false` leaves large cells cut, as a list has them. */
export const readRowInput = z.object({ ...place, key, whole: z.boolean().optional() });
export const readCellInput = z.object({ ...place, key, column: z.string() });
export const createRowInput = z.object({ ...place, values });
export const updateRowInput = z.object({ ...place, key, values, seen });
export const deleteRowInput = z.object({ ...place, key, seen });
export type ListRowsInput = z.output<typeof listRowsInput>;
export type CountRowsInput = z.output<typeof countRowsInput>;
export type ExportRowsInput = z.output<typeof exportRowsInput>;
export type ReadRowInput = z.output<typeof readRowInput>;
export type ReadCellInput = z.output<typeof readCellInput>;
export type CreateRowInput = z.output<typeof createRowInput>;
export type UpdateRowInput = z.output<typeof updateRowInput>;
export type DeleteRowInput = z.output<typeof deleteRowInput>;

/** `cells` are in the order of the page's columns. `key` is the text of its primary key. */
export type RowDto = { key: string; cells: readonly Cell[] };

export type RowsPage = {
  version: number;
  columns: readonly ObjectColumn[];
  rows: readonly RowDto[];
  next: string | null;
  previous: string | null;
  /** More rows follow, but a value is too long for a page to begin after it. */
  blocked: boolean;
  /** How long the external server took, in milliseconds. */
  readMs: number;
};

export type RowWhole = { version: number; columns: readonly ObjectColumn[]; row: RowDto };

/** How a change went. A `refused` one names the column that is in the way, where the server said which. */
export type RowOutcome =
  | { outcome: "written"; row: RowDto }
  | { outcome: "changed"; row: RowDto }
  | { outcome: "gone" }
  | { outcome: "refused"; sentence: string; column: string | null };

/** Where the sentence about a column stands in a Failure's fields: `__proto__` is a possible name of a column. */
export function fieldOf(column: string): string {
  return `value:${column}`;
}
