/** A place in a list, for an address. Opaque to the browser, and nothing in it is believed when it comes back. */
export function writeCursor(place: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** What a cursor says, for a schema to check; null when it is none. */
export function readCursor(written: string): unknown {
  try {
    return JSON.parse(Buffer.from(written, "base64url").toString());
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
