import { z } from "zod";
import { readCursor as readPlace, writeCursor as writePlace } from "../cursor";

/** Where a page of requests ends: open ones come first, then the latest. */
export type RequestCursor = { open: boolean; at: string; id: string };

const place = z
  .tuple([z.boolean(), z.iso.datetime(), z.uuid()])
  .transform(([open, at, id]): RequestCursor => ({ open, at, id }));

export function writeCursor({ open, at, id }: RequestCursor): string {
  return writePlace([open, at, id]);
}

/** Null for what is no cursor: the list then starts at its beginning. */
export function readCursor(text: string | undefined): RequestCursor | null {
  return text === undefined ? null : (place.safeParse(readPlace(text)).data ?? null);
}
