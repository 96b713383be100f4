import { z } from "zod";
import type { Position } from "../connectors/rows";
import * as cursor from "../cursor";
import type { ObjectColumn } from "../objects/schema";
import { longestCursor } from "./schema";
import { parseValue } from "./values/schema";

/** Null for a place that no address has room for. */
export function writeCursor({ sorted, key }: Position): string | null {
  const written = cursor.writeCursor([sorted, key]);
  return written.length <= longestCursor ? written : null;
}

const shape = z.tuple([z.string().nullable(), z.string()]);

/** Null when it was made for another order or by somebody's hand: the rows then start at their beginning. */
export function readCursor(written: string | null, sorted: ObjectColumn, key: ObjectColumn): Position | null {
  if (written === null) return null;
  const parsed = shape.safeParse(cursor.readCursor(written));
  if (!parsed.success) return null;
  const [value, keyValue] = parsed.data;
  const fits = (value === null || parseValue(sorted, value).ok) && parseValue(key, keyValue).ok;
  return fits ? { sorted: value, key: keyValue } : null;
}
