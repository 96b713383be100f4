import { setTimeout as delay } from "node:timers/promises";

const settleMs = 5;

/** How long `work` takes, in milliseconds. Waits first until what ran before (a socket's last events) is done with. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  await delay(settleMs);
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
