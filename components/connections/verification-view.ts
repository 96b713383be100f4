import { type StageName, type StageProgress, stageNames, type Verification } from "@/lib/connectors/forms";
import type { Failure } from "@/lib/errors";
import type { LinkedRehearsal, RehearsalProgress } from "@/lib/verification/reconnect/schema";

/** A stage as it is drawn: also before it was begun. `startedAt` is a client time in milliseconds. */
export type StageView =
  | Exclude<StageProgress, { status: "running" }>
  | { stage: StageName; status: "running"; startedAt: number }
  | { stage: StageName; status: "pending" };

/** `replace`: a reconnect in spite of the failures that were seen. */
export type VerificationPurpose = "test" | "create" | "reconnect" | "replace";

export type VerificationView =
  | {
      phase: "running";
      purpose: VerificationPurpose;
      stages: readonly StageView[];
      /** How far the rehearsal is, since when (client time, milliseconds); null before it begins. */
      rehearsal: (RehearsalProgress & { startedAt: number }) | null;
      startedAt: number;
      stopping: boolean;
      /** An earlier one is still drawn, so that its place is taken over at once. */
      again: boolean;
    }
  | {
      phase: "done";
      purpose: VerificationPurpose;
      verification: Verification;
      reference: string | null;
      rehearsal: LinkedRehearsal | null;
      stored: boolean;
    }
  | {
      phase: "refused";
      purpose: VerificationPurpose;
      stages: readonly StageView[];
      /** Whether the rehearsal had begun. */
      rehearsing: boolean;
      failure: Failure;
    };

/** The line of the rehearsal, which comes after the stages. */
export type RehearsalView =
  | { status: "pending"; total: number }
  | { status: "running"; total: number; done: number; startedAt: number }
  | { status: "skipped"; total: number; begun: boolean }
  | { status: "ok" | "failed"; total: number; failed: number; warned: number; elapsedMs: number };

export const pendingStages: readonly StageView[] = stageNames.map((stage) => ({ stage, status: "pending" }));

/** The stages after one more word from the server, which arrives at `now` (client time, milliseconds). */
export function advance(stages: readonly StageView[], progress: StageProgress, now: number): readonly StageView[] {
  const next: StageView =
    progress.status === "running" ? { stage: progress.stage, status: "running", startedAt: now } : progress;
  return stages.map((view) => (view.stage === progress.stage ? next : view));
}

/** All six stages of a finished verification, also those it says nothing of. */
export function finishedStages(verification: Verification): readonly StageView[] {
  return stageNames.map((stage) => {
    const progress = verification.stages.find((each) => each.stage === stage);
    return progress === undefined || progress.status === "running"
      ? { stage, status: "skipped", reason: "not_tried" }
      : progress;
  });
}

/** What was under way when it was stopped or refused is drawn as not tried: nobody knows how it would have ended. */
export function haltedStages(stages: readonly StageView[]): readonly StageView[] {
  return stages.map((view) =>
    view.status === "running" || view.status === "pending"
      ? { stage: view.stage, status: "skipped", reason: "not_tried" }
      : view,
  );
}

/** The rehearsal of `objects` linked objects as it is drawn; null where there is nothing to rehearse. */
export function rehearsalView(view: VerificationView, objects: number): RehearsalView | null {
  const total = view.phase === "refused" ? objects : (view.rehearsal?.total ?? objects);
  if (total === 0) return null;
  switch (view.phase) {
    case "running":
      return view.rehearsal === null ? { status: "pending", total } : { status: "running", ...view.rehearsal };
    case "refused":
      return { status: "skipped", total, begun: view.rehearsing };
    case "done": {
      if (view.rehearsal === null) return { status: "skipped", total, begun: false };
      const { failed, warned, elapsedMs } = view.rehearsal;
      return { status: failed > 0 ? "failed" : "ok", total, failed, warned, elapsedMs };
    }
  }
}

/** What stands beside the rehearsal's name; empty while there is nothing to say. */
export function rehearsalNote(view: RehearsalView): string {
  switch (view.status) {
    case "pending":
      return "";
    case "running":
      return `${view.done} of ${view.total}`;
    case "skipped":
      return view.begun ? "not finished" : "not tried";
    case "ok":
      return `${view.warned === 0 ? "all fit" : `${view.warned} with warnings`}, ${duration(view.elapsedMs)}`;
    case "failed":
      return `${view.failed} would stop working, ${duration(view.elapsedMs)}`;
  }
}

/** "61 ms" under a second, "1.2 s" under ten, "12 s" from there. */
export function duration(elapsedMs: number): string {
  if (elapsedMs < 1000) return `${Math.max(0, Math.round(elapsedMs))} ms`;
  const seconds = elapsedMs / 1000;
  return seconds < 9.95 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`;
}

/** The line under a stage's name; empty while there is nothing to say. `now` is a client time in milliseconds. */
export function stageTime(view: StageView, now: number): string {
  switch (view.status) {
    case "pending":
      return "";
    case "running":
      return now - view.startedAt < 1000 ? "" : duration(now - view.startedAt);
    case "ok":
      return duration(view.elapsedMs);
    case "failed":
      return view.timedOut ? `timed out, ${duration(view.elapsedMs)}` : `failed after ${duration(view.elapsedMs)}`;
    case "skipped":
      return view.reason === "turned_off" ? "turned off" : "not tried";
  }
}
