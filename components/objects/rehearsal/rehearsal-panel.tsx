"use client";

import { Notice, Reference } from "@/components/ui/alert";
import { useNow } from "@/components/ui/use-now";
import type { Rehearsal } from "@/lib/objects/rehearsal/schema";
import { AskedProgress, waitedSince } from "../../shell/asked-progress";
import { RehearsalChecks, WaitingChecks } from "./rehearsal-checks";
import type { RehearsalView } from "./use-rehearsal";

type RehearsalPanelProps = {
  view: RehearsalView;
  onAgain: () => void;
  onCancel: () => void;
};

const words = { again: "Rehearse again", cancel: "Cancel rehearsal", running: "The rehearsal is running." };

/** A rehearsal as it runs and as it ended. Nothing for 200 ms, seconds after one, a way to stop it after three. */
export function RehearsalPanel({ view, onAgain, onCancel }: RehearsalPanelProps) {
  const now = useNow(view.phase === "running", 100);
  if (view.phase === "idle") return null;
  return (
    <section aria-label="Rehearsal">
      <AskedProgress title="Rehearsal" view={view} now={now} words={words} onAgain={onAgain} onCancel={onCancel} />
      {waitedSince(view, now) >= 200 && <WaitingChecks />}
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
