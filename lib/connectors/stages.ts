import { AppError } from "../errors";
import { ConnectorFailure, describeFailure } from "./failures";
import { type StageName, type StageProgress, stageNames, type Verification } from "./types";

/** The longest a stage, and all of them together, may take, in milliseconds. Leaving may take 3 seconds more. */
export type StageLimits = Record<StageName | "total", number>;

export const stageLimits: StageLimits = {
  resolve: 10_000,
  reach: 10_000,
  tls: 10_000,
  sign_in: 10_000,
  open_database: 10_000,
  read_catalog: 15_000,
  total: 27_000,
};

export type StageRunner = {
  /** Aborted when the caller stops, or a limit is over. */
  signal: AbortSignal;
  /** Runs one stage. `work` ends when the signal is aborted; what it opened by then is its own to close. */
  run<T>(stage: StageName, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  turnedOff(stage: StageName): void;
};

export type StagedResult<T> =
  | { verification: Verification; failure: null; value: T }
  | { verification: Verification; failure: ConnectorFailure; value: null };

type StagedOptions = { signal: AbortSignal; onStage: (progress: StageProgress) => void; limits?: StageLimits };

/**
 * Runs `body`, which runs the stages, and says how each of them went. A ConnectorFailure ends it and becomes the
 * result; anything else is thrown. Throws AppError "cancelled" when the signal is aborted.
 */
export async function verifyInStages<T>(
  { signal, onStage, limits = stageLimits }: StagedOptions,
  body: (stages: StageRunner) => Promise<T>,
): Promise<StagedResult<T>> {
  const progress = new Map<StageName, StageProgress>();
  const startedAt = performance.now();
  let current: { stage: StageName; startedAt: number } = { stage: "resolve", startedAt };
  const report = (entry: StageProgress) => {
    progress.set(entry.stage, entry);
    onStage(entry);
  };

  const stop = new AbortController();
  const cancel = () => stop.abort(new AppError("cancelled", "The verification was stopped.", { cause: signal.reason }));
  if (signal.aborted) cancel();
  signal.addEventListener("abort", cancel, { once: true });
  const timeOut = () => stop.abort(new ConnectorFailure("timed_out"));
  const total = setTimeout(timeOut, limits.total);

  const stages: StageRunner = {
    signal: stop.signal,
    async run(stage, work) {
      stop.signal.throwIfAborted();
      current = { stage, startedAt: performance.now() };
      report({ stage, status: "running" });
      const limit = setTimeout(timeOut, limits[stage]);
      try {
        const value = await work(stop.signal);
        report({ stage, status: "ok", elapsedMs: since(current.startedAt) });
        return value;
      } finally {
        clearTimeout(limit);
      }
    },
    turnedOff: (stage) => report({ stage, status: "skipped", reason: "turned_off" }),
  };
  const summary = (failure: ConnectorFailure | null): Verification => ({
    stages: stageNames.map((stage) => progress.get(stage) ?? { stage, status: "skipped", reason: "not_tried" }),
    totalMs: since(startedAt),
    failure: failure === null ? null : describeFailure(failure, current.stage),
  });

  try {
    const value = await body(stages);
    return { verification: summary(null), failure: null, value };
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    const timedOut = error.kind === "timed_out";
    report({ stage: current.stage, status: "failed", elapsedMs: since(current.startedAt), timedOut });
    for (const stage of stageNames) {
      if (!progress.has(stage)) report({ stage, status: "skipped", reason: "not_tried" });
    }
    return { verification: summary(error), failure: error, value: null };
  } finally {
    clearTimeout(total);
    signal.removeEventListener("abort", cancel);
  }
}

function since(start: number): number {
  return Math.round(performance.now() - start);
}
