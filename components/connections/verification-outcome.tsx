import { Notice } from "@/components/ui/alert";
import type { VerificationFailure } from "@/lib/connectors/forms";
import type { LinkedRehearsal } from "@/lib/verification/reconnect/schema";
import { environmentLabels } from "../shell/environment";
import type { VerificationPurpose, VerificationView } from "./verification-view";

const passed = {
  test: { title: "This connection works.", text: "Nothing has been stored." },
  create: { title: "This connection works.", text: "It is being stored." },
  reconnect: { title: "The new credentials work.", text: "They are being stored." },
  replace: { title: "The new credentials are in use.", text: "What is listed does not work with them." },
} as const satisfies Record<VerificationPurpose, { title: string; text: string }>;

/** What came of a verification, and of the rehearsal after it, in one panel. */
export function VerificationOutcome({ view, narrow }: { view: VerificationView; narrow: boolean }) {
  if (view.phase === "running") return null;
  if (view.phase === "refused") {
    const { code, message } = view.failure;
    return code === "cancelled" ? (
      <Notice tone="note" title="Stopped.">
        {isReconnect(view.purpose) ? "The stored credentials are unchanged." : "Nothing has been stored."} What you
        typed is still here.
      </Notice>
    ) : (
      <Notice tone="fail">{message}</Notice>
    );
  }
  const { failure } = view.verification;
  if (failure !== null) {
    return narrow ? null : (
      <Notice tone="fail" title={failure.title}>
        {advice(failure)}
      </Notice>
    );
  }
  if (view.rehearsal !== null && view.rehearsal.failed > 0 && !view.stored) {
    return <Failing rehearsal={view.rehearsal} again={view.purpose === "replace"} />;
  }
  if (view.rehearsal !== null && view.rehearsal.warned > 0 && view.purpose === "reconnect") {
    return (
      <Notice tone="stale" title="The new credentials are in use.">
        {objects(view.rehearsal.warned)}{" "}
        {view.rehearsal.warned === 1
          ? "works with a warning: it is listed above."
          : "work with warnings, listed above."}
      </Notice>
    );
  }
  return (
    <Notice tone="ok" title={passed[view.purpose].title}>
      {passed[view.purpose].text}
    </Notice>
  );
}

function Failing({ rehearsal, again }: { rehearsal: LinkedRehearsal; again: boolean }) {
  return (
    <Notice tone="fail" title={`${again ? "The list is another one by now: " : ""}${failingObjects(rehearsal)}.`}>
      The stored credentials stay in use. Mend what is listed and reconnect again, or replace them anyway.
    </Notice>
  );
}

/** "2 of 7 external data objects would stop working in Production". */
function failingObjects({ failed, total, environment }: LinkedRehearsal): string {
  return `${failed} of ${objects(total)} would stop working in ${environmentLabels[environment]}`;
}

function isReconnect(purpose: VerificationPurpose): boolean {
  return purpose === "reconnect" || purpose === "replace";
}

export function advice(failure: VerificationFailure): string {
  return `${failure.check} What you typed is still here.`;
}

export function objects(count: number): string {
  return count === 1 ? "1 external data object" : `${count} external data objects`;
}
