"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Notice, Reference } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { pageHeading } from "@/components/ui/dialog";
import { showToast } from "@/components/ui/toast";
import { deleteConnection, listLinkedObjects } from "@/lib/connections/actions";
import type { LinkedObjects } from "@/lib/connections/schema";
import type { Failure } from "@/lib/errors";
import { call } from "../shell/call";
import { environmentLabels } from "../shell/environment";
import { useNavigate } from "../shell/navigation";
import { ConnectionDialog } from "./connection-dialog";
import type { DialogConnection } from "./connection-dialogs";
import { LinkedObjectsRefusal } from "./linked-objects-refusal";

type DeleteConnectionDialogProps = {
  connection: DialogConnection;
  opener: HTMLElement | null | undefined;
  onClose: () => void;
  afterDelete?: string;
};

type Stage =
  | { at: "reading" }
  | { at: "asking" }
  | { at: "refused"; linked: LinkedObjects }
  | { at: "failed"; failure: Failure };

/** *Delete connection*: asks, or says at once which external data objects still need it. */
export function DeleteConnectionDialog({ connection, opener, onClose, afterDelete }: DeleteConnectionDialogProps) {
  const router = useRouter();
  const navigate = useNavigate();
  const [stage, setStage] = useState<Stage>(connection.objectCount > 0 ? { at: "reading" } : { at: "asking" });
  const [busy, setBusy] = useState(false);
  const [checked, setChecked] = useState("");
  // The row that opened this goes with the connection.
  const gone = useRef(false);
  const safe = useRef<HTMLButtonElement>(null);

  async function check(): Promise<void> {
    setBusy(true);
    const result = await call("reading", () => listLinkedObjects({ id: connection.id }));
    setBusy(false);
    if (!result.ok) return setStage({ at: "failed", failure: result.error });
    const { total } = result.value;
    setStage(total === 0 ? { at: "asking" } : { at: "refused", linked: result.value });
    setChecked(
      total === 0
        ? "Nothing uses it any more: it can be deleted."
        : `Checked: ${objects(total)} still ${total === 1 ? "uses" : "use"} it.`,
    );
  }

  async function remove(): Promise<void> {
    setBusy(true);
    const result = await call("changing", () => deleteConnection({ id: connection.id }));
    setBusy(false);
    if (!result.ok) return setStage({ at: "failed", failure: result.error });
    if (!result.value.deleted) return setStage({ at: "refused", linked: result.value.linked });
    showToast({ tone: "ok", title: `${connection.name} is deleted` });
    if (afterDelete === undefined) router.refresh();
    else navigate(afterDelete);
    gone.current = true;
    onClose();
  }

  // The count of a row says what to expect; what is linked now is asked when the dialog opens, once.
  const first = useRef(connection.objectCount > 0 ? check : null);
  useEffect(() => {
    void first.current?.();
    first.current = null;
  }, []);
  // The buttons change with the stage: the focus must not fall out of the dialog with the one that was pressed.
  useEffect(() => {
    if (stage.at !== "reading") safe.current?.focus();
  }, [stage.at]);

  return (
    <ConnectionDialog
      title="Delete connection"
      line={connection.name}
      environment={connection.environment}
      connector={connection.connector}
      width="notice"
      opener={() => (gone.current ? pageHeading() : opener)}
      onClose={onClose}
      footer={(close) => (
        <>
          <span className="grow max-sm:hidden" />
          {stage.at === "asking" ? (
            <>
              <Button ref={safe} data-first onClick={close} className="max-sm:h-12 max-sm:grow">
                Cancel
              </Button>
              <Button kind="danger" busy={busy} onClick={() => void remove()} className="max-sm:h-12 max-sm:grow">
                Delete
              </Button>
            </>
          ) : (
            <>
              <Button
                busy={busy}
                onClick={() => void check()}
                icon={<RefreshCw className="size-4" strokeWidth={1.9} aria-hidden />}
                className="max-sm:h-12 max-sm:grow"
              >
                Check again
              </Button>
              <Button ref={safe} kind="primary" onClick={close} className="max-sm:h-12 max-sm:grow">
                Close
              </Button>
            </>
          )}
        </>
      )}
    >
      <div className="px-6 pt-5 pb-6 max-sm:px-4">
        <p className="sr-only" role="status">
          {checked}
        </p>
        {stage.at === "reading" && <p className="text-body text-ink-2">Looking for what uses it</p>}
        {stage.at === "asking" && <Question connection={connection} />}
        {stage.at === "refused" && <LinkedObjectsRefusal linked={stage.linked} />}
        {stage.at === "failed" && (
          <div role="alert">
            <Notice tone="fail">
              {stage.failure.message}{" "}
              {stage.failure.reference !== null && <Reference value={stage.failure.reference} />}
            </Notice>
          </div>
        )}
      </div>
    </ConnectionDialog>
  );
}

function Question({ connection }: { connection: DialogConnection }) {
  const place = connection.environment === "production" ? ` from ${environmentLabels.production}` : "";
  return (
    <>
      <p className="text-strong font-semibold wrap-anywhere">
        Delete “{connection.name}”{place}?
      </p>
      <p className="mt-1 text-body text-ink-2">
        No external data object uses it. It will be gone for all of its admins, and its sealed credentials with it. This
        cannot be undone.
      </p>
    </>
  );
}

function objects(count: number): string {
  return count === 1 ? "1 external data object" : `${count} external data objects`;
}
