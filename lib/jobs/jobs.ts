import { setTimeout as wait } from "node:timers/promises";
import { log } from "../log";

/** Work that is due by the clock. What is due is in the database, so that of several processes each takes what is left. */
export type Job = {
  name: string;
  everyMs: number;
  /** Does what is due now, once. Safe beside itself in another process. */
  run(): Promise<unknown>;
};

/** Runs each job at once and then `everyMs` after its last run ended, until `signal` aborts. A failed run is logged, and the next one comes. */
export function startJobs(jobs: readonly Job[], signal: AbortSignal): void {
  for (const job of jobs) void repeat(job, signal);
}

async function repeat({ name, everyMs, run }: Job, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await run();
    } catch (error) {
      log.error({ err: error, job: name }, "a job failed; it is tried again");
    }
    // Nothing waits for a job when the process ends.
    await wait(everyMs, undefined, { ref: false, signal }).catch(() => undefined);
  }
}
