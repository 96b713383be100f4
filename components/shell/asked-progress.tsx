"use client";

import { Button } from "@/components/ui/button";

type Progress = { phase: "idle" | "done" | "failed" } | { phase: "running"; startedAt: number; isAgain: boolean };

type AskedProgressProps = {
  title: string;
  view: Progress;
  now: number;
  words: { again: string; cancel: string; running: string };
  onAgain: () => void;
  onCancel: () => void;
};

/** Over what is asked of an external server: seconds after one, a way to stop it after three, and a way to ask again. */
export function AskedProgress({ title, view, now, words, onAgain, onCancel }: AskedProgressProps) {
  const waitedMs = waitedSince(view, now);
  const action = actionOf();
  // One button that changes its words, so that it keeps the focus.
  function actionOf() {
    if (view.phase !== "running") return { label: words.again, run: onAgain, isBusy: false };
    if (waitedMs >= 3000) return { label: words.cancel, run: onCancel, isBusy: false };
    return view.isAgain ? { label: words.again, run: onAgain, isBusy: true } : null;
  }
  return (
    <>
      <div className="flex min-h-8 items-center gap-2">
        <h3 className="font-semibold text-body">{title}</h3>
        {waitedMs >= 1000 && (
          <span className="text-muted text-small tabular-nums">{Math.floor(waitedMs / 1000)} s</span>
        )}
        <span className="grow" />
        {action !== null && (
          <Button kind="quiet" size="control" busy={action.isBusy} onClick={action.run}>
            {action.label}
          </Button>
        )}
      </div>
      <p className="sr-only" aria-live="polite">
        {waitedMs >= 1000 && words.running}
      </p>
    </>
  );
}

/** Milliseconds; 0 when nothing runs. */
export function waitedSince(view: Progress, now: number): number {
  return view.phase === "running" ? Math.max(0, now - view.startedAt) : 0;
}
