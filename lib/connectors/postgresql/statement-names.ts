import { createHash } from "node:crypto";
import { codeOf } from "../error-code";
import type { Statement } from "../sql/compile";

/** As many as one connection may have: a server keeps each of them until the connection ends. */
const mostNames = 100;
/** SQLSTATEs: there is no statement of this name, or there is one already. */
const forgotten = ["26000", "42P05"];
/** What a kept statement gave is not what it would give by now. */
const outdated = "0A000";

type Query = { text: string; values: (string | null)[]; name?: string };

/**
 * Gives statements of one connection a name, so that the server reads each of them once, and plans it once where that costs
 * it no more. For those only that have one plan: elsewhere a plan for any value is a bad one for many.
 */
export class StatementNames {
  readonly #names = new Map<string, string>();
  #isForgetful = false;

  async ask<T>({ text, values, hasOnePlan }: Statement, send: (query: Query) => Promise<T>): Promise<T> {
    const query = { text, values: [...values] };
    const name = hasOnePlan && !this.#isForgetful ? this.#nameOf(text) : null;
    if (name === null) return send(query);
    try {
      return await send({ ...query, name });
    } catch (error) {
      const code = codeOf(error) ?? "";
      // Behind a pooler another server may answer than the one that knows the name: it would be asked twice each time.
      if (forgotten.includes(code)) this.#isForgetful = true;
      else if (code !== outdated) throw error;
      return send(query);
    }
  }

  #nameOf(text: string): string | null {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (this.#names.size >= mostNames) return null;
    // By its text: behind a pooler, what another of our connections named must not be answered in its place.
    const name = `linkspan_${createHash("sha256").update(text).digest("base64url")}`;
    this.#names.set(text, name);
    return name;
  }
}
