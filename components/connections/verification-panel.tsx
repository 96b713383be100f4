"use client";

import { useEffect, useRef } from "react";
import { Reference } from "@/components/ui/alert";
import { classNames } from "@/components/ui/class-names";
import { useNarrow } from "@/components/ui/use-narrow";
import { useNow } from "@/components/ui/use-now";
import { type ConnectorId, stageLabels } from "@/lib/connectors/forms";
import { RehearsalLine } from "./rehearsal-line";
import { advice, VerificationOutcome } from "./verification-outcome";
import { StagesAcross, StagesUpright } from "./verification-stages";
import {
  duration,
  finishedStages,
  pendingStages,
  rehearsalView,
  type StageView,
  type VerificationView,
} from "./verification-view";

type PanelProps = {
  view: VerificationView;
  connector: ConnectorId;
  /** How many linked objects are rehearsed after the stages. */
  objects?: number;
};

/** Docked above the footer: how far the verification came, with times, and what to check where it stopped. */
export function VerificationPanel({ view, connector, objects = 0 }: PanelProps) {
  const narrow = useNarrow();
  const running = view.phase === "running";
  const now = useNow(running, 100);
  const stages = stagesOf(view);
  const rehearsal = stages.length > 0 ? rehearsalView(view, objects) : null;
  const reference = referenceOf(view);
  const section = useRef<HTMLElement>(null);
  const { phase } = view;
  const isListed = phase === "done" && (view.rehearsal?.apps.length ?? 0) > 0;
  const drawn = useRef<typeof phase | null>(null);
  useEffect(() => {
    // On a phone it scrolls with the form: what has just begun, or ended, must be in view, unless a list says more of it.
    if (narrow && !isListed && drawn.current !== phase) section.current?.scrollIntoView({ block: "end" });
    drawn.current = phase;
  }, [narrow, isListed, phase]);
  // Nothing shows for the first 200 ms of a wait; then, or with the first word from the server, the stages do.
  const silent = view.phase === "running" && !view.again && view.stages === pendingStages && now - view.startedAt < 200;
  if (silent) return null;
  return (
    <section
      ref={section}
      aria-label="Verification"
      className="shrink-0 border-t border-line bg-surface px-6 pt-4 pb-4 max-sm:px-4 max-sm:pt-3.5"
    >
      <div className="mb-3.5 flex items-baseline gap-2 max-sm:mb-3">
        <h3 className="text-body font-semibold">Verification</h3>
        <span className="text-small text-muted tabular-nums">{totalTime(view, now)}</span>
        <span className="grow" />
        {reference !== null && (
          <span className="text-small text-muted">
            <Reference value={reference} />
          </span>
        )}
      </div>
      {stages.length > 0 &&
        (narrow ? (
          <StagesUpright stages={stages} now={now} advice={adviceOf(view)}>
            {rehearsal !== null && <RehearsalLine view={rehearsal} />}
          </StagesUpright>
        ) : (
          <StagesAcross stages={stages} now={now} connector={connector} />
        ))}
      {rehearsal !== null && !narrow && (
        <div className="mt-3 flex border-t border-line pt-3">
          <RehearsalLine view={rehearsal} />
        </div>
      )}
      <p className="sr-only" aria-live="polite">
        {progressSentence(stages)}
        {narrow && view.phase === "done" && view.verification.failure?.title}
      </p>
      <div aria-live="polite" className={classNames(stages.length > 0 && "not-empty:mt-3.5")}>
        <VerificationOutcome view={view} narrow={narrow} />
      </div>
    </section>
  );
}

function stagesOf(view: VerificationView): readonly StageView[] {
  if (view.phase === "done") return finishedStages(view.verification);
  return view.phase === "running" && view.stages.length === 0 ? pendingStages : view.stages;
}

function referenceOf(view: VerificationView): string | null {
  if (view.phase === "done") return view.reference;
  return view.phase === "refused" ? view.failure.reference : null;
}

function totalTime(view: VerificationView, now: number): string {
  if (view.phase === "done") {
    return `${duration(view.verification.totalMs + (view.rehearsal?.elapsedMs ?? 0))} in all`;
  }
  if (view.phase === "refused") return "";
  if (view.stopping) return "stopping";
  return now - view.startedAt < 1000 ? "" : duration(now - view.startedAt);
}

function adviceOf(view: VerificationView): string | null {
  return view.phase === "done" && view.verification.failure !== null ? advice(view.verification.failure) : null;
}

/** For those who hear the stages: only what is finished, or seconds would be read out as they count. */
function progressSentence(stages: readonly StageView[]): string {
  const last = stages.findLast((view) => view.status === "ok" || view.status === "failed");
  if (last === undefined) return "";
  return `${stageLabels[last.stage]} ${last.status === "failed" ? "failed" : "passed"}`;
}
