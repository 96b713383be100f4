import { z } from "zod";

/** Where a page of the history ends: time, then deployed before published, then a key of its own. */
export type HistoryCursor = { at: string; rank: 0 | 1; key: string };

const written = z.tuple([z.iso.datetime(), z.literal([0, 1]), z.string().regex(/^[0-9a-f-]{1,36}$/)]);

export function writeCursor({ at, rank, key }: HistoryCursor): string {
  return Buffer.from(JSON.stringify([at, rank, key])).toString("base64url");
}

/** Null for what is no cursor: the list then starts at its beginning. */
export function readCursor(text: string | null): HistoryCursor | null {
  if (text === null) return null;
  const parsed = written.safeParse(parseJson(Buffer.from(text, "base64url").toString()));
  if (!parsed.success) return null;
  const [at, rank, key] = parsed.data;
  return { at, rank, key };
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
