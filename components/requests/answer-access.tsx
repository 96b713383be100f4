"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Notice, Reference } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { pageHeading } from "@/components/ui/dialog";
import type { Failure } from "@/lib/errors";
import { confirmAccess } from "@/lib/requests/actions";
import type { RequestDetail } from "@/lib/requests/schema";
import { call } from "../shell/call";
import { ConnectionChoice, firstChoice } from "./connection-choice";
import { RefuseButton } from "./refuse-button";

/** Which connection is shared with who asked, and the reader's yes or no. */
export function AnswerAccess({ request }: { request: RequestDetail }) {
  const id = useId();
  const router = useRouter();
  const [connectionId, setConnectionId] = useState(() => firstChoice(request));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  async function confirm(): Promise<void> {
    setBusy(true);
    setFailure(null);
    const result = await call("changing", () => confirmAccess({ id: request.id, connectionId }));
    setBusy(false);
    if (!result.ok) {
      setFailure(result.error);
      if (result.error.code === "conflict") router.refresh();
      return;
    }
    pageHeading()?.focus();
    router.refresh();
  }

  return (
    <>
      <p className="mt-1 text-body text-ink-2 wrap-anywhere">
        <bdi>{request.requestedBy.name}</bdi> becomes an admin of the connection, with all that you may do with it.
      </p>
      <ConnectionChoice request={request} value={connectionId} onChange={setConnectionId} />
      <div aria-live="polite">
        {failure !== null && (
          <Notice tone="fail" className="mt-4" title="Nobody was made an admin.">
            {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
          </Notice>
        )}
      </div>
      <div className="mt-5 flex flex-wrap items-center gap-2 border-t border-line pt-4">
        <p id={`${id}-fact`} className="grow basis-56 text-body text-ink-2">
          {connectionId === "" ? "Choose a connection first" : "You can revoke it again at any time"}
        </p>
        <RefuseButton request={request} />
        <Button
          kind="primary"
          closed={connectionId === ""}
          busy={busy}
          aria-describedby={`${id}-fact`}
          onClick={() => void confirm()}
          className="max-sm:h-12 max-sm:grow"
        >
          Confirm
        </Button>
      </div>
    </>
  );
}
