"use client";

import { useRouter } from "next/navigation";
import { useId, useMemo, useState } from "react";
import { Notice, Reference } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { pageHeading } from "@/components/ui/dialog";
import type { Failure } from "@/lib/errors";
import { confirmDeploy } from "@/lib/requests/actions";
import type { RequestDetail } from "@/lib/requests/schema";
import { RehearsalPanel } from "../objects/rehearsal/rehearsal-panel";
import { type RehearsalView, useRehearsal } from "../objects/rehearsal/use-rehearsal";
import { call } from "../shell/call";
import { environmentLabels } from "../shell/environment";
import { ConnectionChoice, firstChoice } from "./connection-choice";
import { RefuseButton } from "./refuse-button";

/** The rehearsal through a connection of the reader's, and their yes or no. */
export function AnswerDeploy({ request }: { request: RequestDetail }) {
  const id = useId();
  const router = useRouter();
  const [connectionId, setConnectionId] = useState(() => firstChoice(request));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const question = useMemo(
    () =>
      connectionId === ""
        ? null
        : { href: `/requests/${request.id}/rehearsal`, input: { id: request.id, connectionId } },
    [request.id, connectionId],
  );
  const { view, again, cancel } = useRehearsal(question);
  const reason = reasonToWait(connectionId, view);
  const { environment, bound } = request;
  const where = environmentLabels[environment];

  async function confirm(): Promise<void> {
    setBusy(true);
    setFailure(null);
    const replaces = bound?.version ?? null;
    const result = await call("changing", () => confirmDeploy({ id: request.id, connectionId, replaces }));
    setBusy(false);
    if (!result.ok) {
      setFailure(result.error);
      // What is shown beside the refusal may be what it is about.
      if (result.error.code === "conflict") router.refresh();
      return;
    }
    if (!result.value.confirmed) {
      again();
      const message = "The table changed since it was rehearsed, so nothing was deployed. See what is in the way.";
      return setFailure({ code: "drift", message, reference: null });
    }
    pageHeading()?.focus();
    router.refresh();
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
      <div className="mt-5">
        <RehearsalPanel view={view} onAgain={again} onCancel={cancel} />
      </div>
      <div aria-live="polite">
        {failure !== null && (
          <Notice tone="fail" className="mt-4" title="Nothing was deployed.">
            {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
          </Notice>
        )}
      </div>
      <div className="mt-5 flex flex-wrap items-center gap-2 border-t border-line pt-4">
        <p id={`${id}-fact`} className="grow basis-56 text-body text-ink-2">
          {reason ?? consequence(request, where)}
        </p>
        <RefuseButton request={request} />
        <Button
          kind="primary"
          closed={reason !== null}
          busy={busy}
          aria-describedby={`${id}-fact`}
          onClick={() => void confirm()}
          className="max-sm:h-12 max-sm:grow"
        >
          {environment === "production" ? "Deploy to Production" : "Confirm"}
        </Button>
      </div>
    </>
  );
}

function consequence({ version, bound }: RequestDetail, where: string): string {
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
