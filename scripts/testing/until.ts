import { setTimeout } from "node:timers/promises";

/** Looks again and again until a condition holds, for at most `withinMs`. Throws an Error that says what did not happen. */
export async function until(holds: () => Promise<boolean>, what: string, withinMs = 10_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Not within ${withinMs} ms: ${what}.`);
    await setTimeout(5);
  }
}
