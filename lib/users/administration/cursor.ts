import { z } from "zod";
import * as cursor from "../../cursor";
import type { UserSort } from "./schema";

/** Where a page ends: the sorted value of its last row, and the row's id to tell equal ones apart. */
export type Cursor = { value: string; id: string };

/** Stands for who has not signed in yet, before every moment. */
export const never = "-infinity";

const valueShape = {
  name: z.string().max(400),
  last_sign_in: z.iso.datetime().or(z.literal(never)),
} as const satisfies Record<UserSort, z.ZodType<string>>;

export function writeCursor(sort: UserSort, { value, id }: Cursor): string {
  return cursor.writeCursor([sort, value, id]);
}

/** Null when it was made for another order or by somebody's hand: the list then starts at its beginning. */
export function readCursor(sort: UserSort, written: string | undefined): Cursor | null {
  if (written === undefined) return null;
  const parsed = z.tuple([z.literal(sort), valueShape[sort], z.uuid()]).safeParse(cursor.readCursor(written));
  return parsed.success ? { value: parsed.data[1], id: parsed.data[2] } : null;
}
