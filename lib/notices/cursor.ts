import { z } from "zod";
import { readCursor as readPlace, writeCursor as writePlace } from "../cursor";

/** Where a page of notices ends: the latest come first. */
export type NoticeCursor = { at: string; id: string };

const place = z.tuple([z.iso.datetime(), z.uuid()]).transform(([at, id]): NoticeCursor => ({ at, id }));

export function writeCursor({ at, id }: NoticeCursor): string {
  return writePlace([at, id]);
}

/** Null for what is no cursor: the list then starts at its beginning. */
export function readCursor(text: string | undefined): NoticeCursor | null {
  return text === undefined ? null : (place.safeParse(readPlace(text)).data ?? null);
}
