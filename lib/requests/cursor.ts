import { z } from "zod";

/** Where a page of requests ends: open ones come first, then the latest. */
export type RequestCursor = { open: boolean; at: string; id: string };

const written = z.tuple([z.boolean(), z.iso.datetime(), z.uuid()]);

export function writeCursor({ open, at, id }: RequestCursor): string {
  return Buffer.from(JSON.stringify([open, at, id])).toString("base64url");
}

/** Null for what is no cursor: the list then starts at its beginning. */
export function readCursor(text: string | undefined): RequestCursor | null {
  if (text === undefined) return null;
  const parsed = written.safeParse(parseJson(Buffer.from(text, "base64url").toString()));
  if (!parsed.success) return null;
  const [open, at, id] = parsed.data;
  return { open, at, id };
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
