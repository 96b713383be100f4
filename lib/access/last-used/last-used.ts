const hourMs = 3_600_000;
/** Beyond these nothing is remembered until the next writing: a use may then be missed, and no request ever waits. */
const most = 20_000;

export type Use = { of: "connection" | "app"; id: string; userId: string; at: number };

/**
 * Who used which right in this process and when, to the hour. Noting is a look-up in a map, because reads of rows do it;
 * a job writes what is new. Other processes have their own: at worst an hour is written twice.
 */
export class LastUsed {
  /** When each was noted last. */
  readonly #noted = new Map<string, number>();
  readonly #unwritten = new Map<string, Use>();

  note(of: Use["of"], id: string, userId: string, at = Date.now()): void {
    const key = id + userId;
    const noted = this.#noted.get(key);
    if (noted !== undefined && at - noted < hourMs) return;
    if (this.#noted.size >= most) this.#noted.clear();
    if (this.#unwritten.size >= most) return;
    this.#noted.set(key, at);
    this.#unwritten.set(key, { of, id, userId, at });
  }

  /** What was noted and not written yet, oldest first; each stays until `written`. */
  unwritten(): readonly Use[] {
    return [...this.#unwritten.values()];
  }

  written({ id, userId, at }: Use): void {
    const key = id + userId;
    if (this.#unwritten.get(key)?.at === at) this.#unwritten.delete(key);
  }
}

declare global {
  // One for a process, kept here for the same reason as its database pool.
  var linkspanLastUsed: LastUsed | undefined;
}

/** The uses of this process. */
export function lastUsed(): LastUsed {
  globalThis.linkspanLastUsed ??= new LastUsed();
  return globalThis.linkspanLastUsed;
}
