"use client";

import { LoaderCircle } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Notice, Reference } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { pageHeading } from "@/components/ui/dialog";
import { useNow } from "@/components/ui/use-now";
import type { Failure } from "@/lib/errors";
import type { ConfirmDeployInput, DeployConfirmation, RequestDetail } from "@/lib/requests/schema";
import { RehearsalPanel } from "../objects/rehearsal/rehearsal-panel";
import { type RehearsalView, useRehearsal } from "../objects/rehearsal/use-rehearsal";
import { environmentLabels } from "../shell/environment";
import { ProductionNotice } from "../shell/production-notice";
import { useAsking } from "../shell/use-asking";
import { ConnectionChoice, firstChoice } from "./connection-choice";
import { RefuseButton } from "./refuse-button";

const changed: Failure = {
  code: "drift",
  message: "The table is not what the rehearsal saw any more. Below is what was found this time.",
  reference: null,
};
const stopped: Failure = {
  code: "cancelled",
  message: "What runs there now stands beside this.",
  reference: null,
};

/** The rehearsal through a connection of the reader's, and their yes or no. */
export function AnswerDeploy({ request }: { request: RequestDetail }) {
  const id = useId();
  const router = useRouter();
  const [connectionId, setConnectionId] = useState(() => firstChoice(request));
  const [failure, setFailure] = useState<Failure | null>(null);
  const question =
    connectionId === "" ? null : { href: `/requests/${request.id}/rehearsal`, input: { id: request.id, connectionId } };
  const { view, again, cancel } = useRehearsal(question);
  const { asking, send, stop } = useAsking<DeployConfirmation>(`/requests/${request.id}/confirm`, (said) => {
    if ("answer" in said && said.answer.confirmed) pageHeading()?.focus();
    else if ("answer" in said) setFailure(changed);
    else setFailure("failure" in said ? said.failure : stopped);
    if ("answer" in said && !said.answer.confirmed) again();
    // What is shown beside the answer may be what it was about.
    router.refresh();
  });
  const reason = reasonToWait(connectionId, view);
  const { environment, bound } = request;

  function confirm(): void {
    setFailure(null);
    const input: ConfirmDeployInput = { id: request.id, connectionId, replaces: bound?.version ?? null };
    void send(input);
  }

  return (
    <>
      <ConnectionChoice
        request={request}
        value={connectionId}
        onChange={(next) => {
          setConnectionId(next);
          setFailure(null);
        }}
      />
      <div aria-live="polite">
        {failure !== null && (
          <Notice
            tone={failure === stopped ? "stale" : "fail"}
            className="mt-4"
            title={failure === stopped ? "You stopped it." : "Nothing was deployed."}
          >
            {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
          </Notice>
        )}
      </div>
      <div className="mt-5">
        <RehearsalPanel view={view} onAgain={again} onCancel={cancel} />
      </div>
      {environment === "production" && (
        <div className="mt-5">
          <ProductionNotice>Whoever opens the object there works with this version at once.</ProductionNotice>
        </div>
      )}
      <div className="mt-5 flex flex-wrap items-center gap-2 border-t border-line pt-4">
        <p id={`${id}-fact`} className="grow basis-56 text-body text-ink-2">
          {reason ?? consequence(request)}
        </p>
        {asking === null ? <RefuseButton request={request} /> : <Stop startedAt={asking.startedAt} onStop={stop} />}
        <Button
          kind="primary"
          closed={reason !== null && asking === null}
          busy={asking !== null}
          aria-describedby={`${id}-fact`}
          onClick={confirm}
          className="max-sm:h-12 max-sm:grow"
        >
          {environment === "production" ? "Deploy to Production" : "Confirm"}
        </Button>
      </div>
    </>
  );
}

/** How long it has taken, and after three seconds the way to stop it. */
function Stop({ startedAt, onStop }: { startedAt: number; onStop: () => void }) {
  const seconds = Math.max(0, Math.floor((useNow(true, 250) - startedAt) / 1000));
  return (
    <>
      {seconds >= 1 && (
        <span role="status" className="inline-flex items-center gap-1.5 text-body text-ink-2 tabular-nums">
          <LoaderCircle className="size-4 animate-spin" strokeWidth={1.9} aria-hidden />
          Deploying, {seconds} s
        </span>
      )}
      <Button kind="quiet" busy={seconds < 3} onClick={onStop} className="max-sm:h-12">
        Cancel
      </Button>
    </>
  );
}

function consequence({ version, bound, environment }: RequestDetail): string {
  const where = environmentLabels[environment];
  if (bound === null) return `Version ${version} becomes live in ${where}`;
  return `Version ${version} takes the place of version ${bound.version} in ${where}`;
}

/** Why it cannot be confirmed yet; null when it can. */
function reasonToWait(connectionId: string, view: RehearsalView): string | null {
  if (connectionId === "") return "Choose a connection first";
  if (view.phase === "failed") return "It has to be rehearsed first";
  if (view.phase !== "done") return "The rehearsal is running";
  return view.rehearsed.rehearsal.outcome === "failed" ? "It would not work through this connection" : null;
}
