import { z } from "zod";
import { readCursor as readPlace, writeCursor as writePlace } from "../../cursor";

/** Where a page of the history ends: time, then deployed before published, then a key of its own. */
export type HistoryCursor = { at: string; rank: 0 | 1; key: string };

const place = z
  .tuple([z.iso.datetime(), z.literal([0, 1]), z.string().regex(/^[0-9a-f-]{1,36}$/)])
  .transform(([at, rank, key]): HistoryCursor => ({ at, rank, key }));

export function writeCursor({ at, rank, key }: HistoryCursor): string {
  return writePlace([at, rank, key]);
}

/** Null for what is no cursor: the list then starts at its beginning. */
export function readCursor(text: string | null): HistoryCursor | null {
  return text === null ? null : (place.safeParse(readPlace(text)).data ?? null);
}
