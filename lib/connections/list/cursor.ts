import { z } from "zod";
import * as cursor from "../../cursor";
import type { SortColumn } from "../schema";

/** Where a page ends: the sorted value of its last row, and the row's id to tell equal ones apart. */
export type Cursor = { value: string | number; id: string };

const text = z.string().max(200);
const moment = z.iso.datetime();
const count = z.number().int().min(0);
const valueShape = {
  name: text,
  connector: text,
  created_at: moment,
  modified_at: moment,
  shared_with: count,
  objects: count,
} as const satisfies Record<SortColumn, z.ZodType<string | number>>;

export function writeCursor(sort: SortColumn, { value, id }: Cursor): string {
  return cursor.writeCursor([sort, value, id]);
}

/** Null when it was made for another order or by somebody's hand: the list then starts at its beginning. */
export function readCursor(sort: SortColumn, written: string | undefined): Cursor | null {
  if (written === undefined) return null;
  const parsed = z.tuple([z.literal(sort), valueShape[sort], z.uuid()]).safeParse(cursor.readCursor(written));
  return parsed.success ? { value: parsed.data[1], id: parsed.data[2] } : null;
}
