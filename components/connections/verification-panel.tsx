"use client";

import { useEffect, useRef } from "react";
import { Notice, Reference } from "@/components/ui/alert";
import { classNames } from "@/components/ui/class-names";
import { useNarrow } from "@/components/ui/use-narrow";
import { useNow } from "@/components/ui/use-now";
import { type ConnectorId, stageLabels, type VerificationFailure } from "@/lib/connectors/forms";
import { StagesAcross, StagesUpright } from "./verification-stages";
import {
  duration,
  finishedStages,
  pendingStages,
  type StageView,
  type VerificationPurpose,
  type VerificationView,
} from "./verification-view";

type PanelProps = { view: VerificationView; connector: ConnectorId };

const passed = {
  test: { title: "This connection works.", text: "Nothing has been stored." },
  create: { title: "This connection works.", text: "It is being stored." },
  reconnect: { title: "The new credentials work.", text: "They are being stored." },
} as const satisfies Record<VerificationPurpose, { title: string; text: string }>;

/** Docked above the footer: how far the verification came, with times, and what to check where it stopped. */
export function VerificationPanel({ view, connector }: PanelProps) {
  const narrow = useNarrow();
  const running = view.phase === "running";
  const now = useNow(running, 100);
  const stages = stagesOf(view);
  const reference = referenceOf(view);
  const section = useRef<HTMLElement>(null);
  const { phase } = view;
  const drawn = useRef<typeof phase | null>(null);
  useEffect(() => {
    // On a phone it scrolls with the form: what has just begun, or ended, must be in view.
    if (narrow && drawn.current !== phase) section.current?.scrollIntoView({ block: "end" });
    drawn.current = phase;
  }, [narrow, phase]);
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
          <StagesUpright stages={stages} now={now} advice={adviceOf(view)} />
        ) : (
          <StagesAcross stages={stages} now={now} connector={connector} />
        ))}
      <p className="sr-only" aria-live="polite">
        {progressSentence(stages)}
        {narrow && view.phase === "done" && view.verification.failure?.title}
      </p>
      <div aria-live="polite" className={classNames(stages.length > 0 && "not-empty:mt-3.5")}>
        <Outcome view={view} narrow={narrow} />
      </div>
    </section>
  );
}

function Outcome({ view, narrow }: { view: VerificationView; narrow: boolean }) {
  if (view.phase === "running") return null;
  if (view.phase === "refused") {
    const { code, message } = view.failure;
    return code === "cancelled" ? (
      <Notice tone="note" title="Stopped.">
        {view.purpose === "reconnect" ? "The stored credentials are unchanged." : "Nothing has been stored."} What you
        typed is still here.
      </Notice>
    ) : (
      <Notice tone="fail">{message}</Notice>
    );
  }
  const { failure } = view.verification;
  if (failure === null) {
    return (
      <Notice tone="ok" title={passed[view.purpose].title}>
        {passed[view.purpose].text}
      </Notice>
    );
  }
  return narrow ? null : (
    <Notice tone="fail" title={failure.title}>
      {advice(failure)}
    </Notice>
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
  if (view.phase === "done") return `${duration(view.verification.totalMs)} in all`;
  if (view.phase === "refused") return "";
  if (view.stopping) return "stopping";
  return now - view.startedAt < 1000 ? "" : duration(now - view.startedAt);
}

function advice(failure: VerificationFailure): string {
  return `${failure.check} What you typed is still here.`;
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
