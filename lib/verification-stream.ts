import type { VerificationEvent } from "./connections/schema";
import type { StageProgress, Verification } from "./connectors/types";
import { failureOf } from "./failure";
import type { LinkedRehearsal, RehearsalProgress } from "./verification/reconnect/schema";

/** What a verification leaves: its stages, and what was stored if anything was meant to be. */
export type VerificationOutcome = {
  verification: Verification;
  reference: string | null;
  stored: { id: string; name: string } | null;
  /** Only of a reconnect whose verification passed. */
  rehearsal: LinkedRehearsal | null;
};

export type Watch = {
  /** Aborted when the browser goes away. */
  signal: AbortSignal;
  onStage(progress: StageProgress): void;
  /** After the stages of a reconnect. */
  onRehearsal?(progress: RehearsalProgress): void;
};

export type VerificationRun = (watch: Watch) => Promise<VerificationOutcome>;

type Step = IteratorResult<VerificationEvent, undefined>;

/**
 * Starts a verification and gives its events as they happen; the last one is `done` or `refused`, and nothing is thrown.
 * Not a generator: a generator hears that its reader left only at its next `yield`, which a silent host may never reach.
 */
export function streamVerification(run: VerificationRun): AsyncIterableIterator<VerificationEvent, undefined> {
  const abort = new AbortController();
  const events: VerificationEvent[] = [];
  let ended = false;
  let deliver: ((step: Step) => void) | null = null;

  function push(event: VerificationEvent): void {
    if (ended) return;
    if (deliver === null) events.push(event);
    else deliver({ done: false, value: event });
    deliver = null;
  }

  function end(): void {
    ended = true;
    deliver?.({ done: true, value: undefined });
    deliver = null;
  }

  run({
    signal: abort.signal,
    onStage: (progress) => push({ type: "stage", progress }),
    onRehearsal: (progress) => push({ type: "rehearsal", progress }),
  })
    .then((outcome) => push({ type: "done", ...outcome }))
    .catch((error: unknown) => push({ type: "refused", error: failureOf(error) }))
    .finally(end);

  async function leave(): Promise<Step> {
    abort.abort();
    events.length = 0;
    end();
    return { done: true, value: undefined };
  }

  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      const event = events.shift();
      if (event !== undefined) return Promise.resolve({ done: false, value: event });
      if (ended) return Promise.resolve({ done: true, value: undefined });
      return new Promise<Step>((resolve) => {
        deliver = resolve;
      });
    },
    return: leave,
    throw: leave,
  };
}
