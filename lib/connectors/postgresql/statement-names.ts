import { codeOf } from "../error-code";

/** As many as one connection may have: a server keeps each of them until the connection ends. */
const mostNames = 100;
/** SQLSTATEs: there is no statement of this name, or there is one already. */
const forgotten = ["26000", "42P05"];

type Query = { text: string; values?: (string | null)[]; name?: string };

/**
 * Gives statements of one connection a name, so that the server reads and plans each of them once. For those without
 * values only: they have one plan whatever is asked, where a plan for any value is a bad one for many.
 */
export class StatementNames {
  readonly #names = new Map<string, string>();

  async ask<T>(query: Omit<Query, "name">, send: (query: Query) => Promise<T>): Promise<T> {
    const name = query.values?.length === 0 ? this.#nameOf(query.text) : null;
    if (name === null) return send(query);
    try {
      return await send({ ...query, name });
    } catch (error) {
      // Behind a pooler another server may answer than the one that knows the name.
      if (!forgotten.includes(codeOf(error) ?? "")) throw error;
      return send(query);
    }
  }

  #nameOf(text: string): string | null {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (this.#names.size >= mostNames) return null;
    const name = `linkspan_${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }
}
