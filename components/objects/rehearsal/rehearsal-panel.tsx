"use client";

import { Notice, Reference } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useNow } from "@/components/ui/use-now";
import type { Rehearsal } from "@/lib/objects/rehearsal/schema";
import { RehearsalChecks, WaitingChecks } from "./rehearsal-checks";
import type { RehearsalView } from "./use-rehearsal";

type RehearsalPanelProps = {
  view: RehearsalView;
  onAgain: () => void;
  onCancel: () => void;
};

/** A rehearsal as it runs and as it ended. Nothing for 200 ms, seconds after one, a way to stop it after three. */
export function RehearsalPanel({ view, onAgain, onCancel }: RehearsalPanelProps) {
  const running = view.phase === "running" ? view : null;
  const now = useNow(running !== null, 100);
  const waitedMs = running === null ? 0 : now - running.startedAt;
  if (view.phase === "idle") return null;
  const action = actionOf(view, waitedMs, onAgain, onCancel);
  return (
    <section aria-label="Rehearsal">
      <div className="flex min-h-8 items-center gap-2">
        <h3 className="text-body font-semibold">Rehearsal</h3>
        {waitedMs >= 1000 && (
          <span className="text-small text-muted tabular-nums">{Math.floor(waitedMs / 1000)} s</span>
        )}
        <span className="grow" />
        {action !== null && (
          <Button kind="quiet" size="control" busy={action.isBusy} onClick={action.run}>
            {action.label}
          </Button>
        )}
      </div>
      <p className="sr-only" aria-live="polite">
        {waitedMs >= 1000 && "The rehearsal is running."}
      </p>
      {waitedMs >= 200 && <WaitingChecks />}
      <div aria-live="polite">
        {view.phase === "done" && <Outcome rehearsal={view.rehearsed.rehearsal} />}
        {view.phase === "failed" && (
          <Notice
            tone={view.failure.code === "cancelled" ? "note" : "fail"}
            title={
              view.failure.code === "cancelled" ? "The rehearsal was stopped." : "The rehearsal could not be done."
            }
          >
            {view.failure.message} {view.failure.reference !== null && <Reference value={view.failure.reference} />}
          </Notice>
        )}
      </div>
      {view.phase === "done" && <RehearsalChecks rehearsal={view.rehearsed.rehearsal} />}
    </section>
  );
}

type Action = { label: string; run: () => void; isBusy: boolean };

/** One button that changes its words, so that it keeps the focus. */
function actionOf(view: RehearsalView, waitedMs: number, again: () => void, cancel: () => void): Action | null {
  if (view.phase !== "running") return { label: "Rehearse again", run: again, isBusy: false };
  if (waitedMs >= 3000) return { label: "Cancel rehearsal", run: cancel, isBusy: false };
  return view.isAgain ? { label: "Rehearse again", run: again, isBusy: true } : null;
}

const said = {
  passed: { tone: "ok", title: "Every check passed.", text: "The table is as this version needs it." },
  warned: { tone: "stale", title: "It works, with warnings.", text: "Read them before you go on." },
  failed: { tone: "fail", title: "It would not work here.", text: "Each check that failed says what to do." },
} as const satisfies Record<Rehearsal["outcome"], { tone: "ok" | "stale" | "fail"; title: string; text: string }>;

function Outcome({ rehearsal }: { rehearsal: Rehearsal }) {
  const { tone, title, text } = said[rehearsal.outcome];
  return (
    <Notice tone={tone} title={title}>
      {text}
    </Notice>
  );
}
