import { median } from "./row";

export const rounds = 100;
export const warmUps = 60;

export type Shown = { rows: readonly { id: string }[]; next: string | null };
export type Pair = { product: () => Promise<Shown>; lean: () => Promise<string[]> };

/**
 * Medians of product and lean query, in ms, for each pair: all taken in turns, so that a busy machine is busy for all of
 * them, and each as often first as second, because the second finds the rows warm. Throws when the two do not show the
 * same rows.
 */
export async function inTurns(pairs: readonly Pair[]): Promise<[number, number][]> {
  const taken = pairs.map((): [number[], number[]] => [[], []]);
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const [at, { product, lean }] of pairs.entries()) {
      const leanFirst = round % 2 === 0 ? await clocked(lean) : null;
      const shown = await clocked(product);
      const wanted = leanFirst ?? (await clocked(lean));
      if (shown.value.rows.map(({ id }) => id).join() !== wanted.value.join()) {
        throw new Error("The product and the lean query show different rows.");
      }
      if (round < 0) continue;
      taken[at]?.[0].push(shown.elapsedMs);
      taken[at]?.[1].push(wanted.elapsedMs);
    }
  }
  return taken.map(([product, lean]) => [median(product), median(lean)]);
}

export async function clocked<T>(work: () => Promise<T>): Promise<{ value: T; elapsedMs: number }> {
  const start = performance.now();
  const value = await work();
  return { value, elapsedMs: performance.now() - start };
}

export function groups<T>(items: readonly T[], keyOf: (item: T) => string): [string, [T, ...T[]]][] {
  const byKey = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = byKey.get(keyOf(item));
    if (group === undefined) byKey.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...byKey];
}
