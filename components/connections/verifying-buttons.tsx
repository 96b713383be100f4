"use client";

import { LoaderCircle } from "lucide-react";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { useNow } from "@/components/ui/use-now";
import type { VerificationPurpose, VerificationView } from "./verification-view";

type VerifyingButtonsProps = {
  view: VerificationView | null;
  primary: { purpose: VerificationPurpose; label: string };
  /** Says on the left what is stored so far. */
  fact: string;
  onTest?: () => void;
  /** Reconnects in spite of the failures that are listed; left out where there are none. */
  onReplace?: (() => void) | undefined;
  /** The form that the primary button submits, so that Enter in a field does the same. */
  formId: string;
  onStop: () => void;
  onClose: () => void;
};

/** The footer of a dialog that verifies: Cancel stops what runs, and closes when nothing does. */
export function VerifyingButtons({
  view,
  primary,
  fact,
  onTest,
  onReplace,
  formId,
  onStop,
  onClose,
}: VerifyingButtonsProps) {
  const running = view?.phase === "running" ? view : null;
  const now = useNow(running !== null, 250);
  const seconds = running === null ? 0 : Math.floor((now - running.startedAt) / 1000);
  const stopId = useId();
  const label = (purpose: VerificationPurpose, words: string) =>
    running?.purpose === purpose && seconds >= 1 ? (
      <>
        <LoaderCircle className="size-4 animate-spin" strokeWidth={1.9} aria-hidden />
        <span className="tabular-nums">Verifying, {seconds} s</span>
      </>
    ) : (
      words
    );
  return (
    <>
      <span id={stopId} className="text-small text-muted max-sm:w-full">
        {running !== null && seconds >= 3 ? "Cancel stops the verification" : fact}
      </span>
      <span className="grow max-sm:hidden" />
      <Button
        kind="quiet"
        busy={running?.stopping ?? false}
        onClick={running === null ? onClose : onStop}
        className="max-sm:h-12"
      >
        Cancel
      </Button>
      {onTest !== undefined && (
        <Button busy={running !== null} onClick={onTest} className="max-sm:h-12 max-sm:grow">
          {label("test", "Test connection")}
        </Button>
      )}
      {onReplace !== undefined && (
        <Button kind="danger" busy={running !== null} onClick={onReplace} className="max-sm:h-12 max-sm:grow">
          {label("replace", "Replace anyway")}
        </Button>
      )}
      <Button
        kind="primary"
        busy={running !== null}
        type="submit"
        form={formId}
        className="max-sm:h-12 max-sm:grow"
        aria-describedby={stopId}
      >
        {label(primary.purpose, primary.label)}
      </Button>
    </>
  );
}
