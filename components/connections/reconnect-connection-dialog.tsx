"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toast";
import { reconnectConnection } from "@/lib/verification/actions";
import type { LinkedRehearsal } from "@/lib/verification/reconnect/schema";
import { ConnectionDialog } from "./connection-dialog";
import type { DialogConnection } from "./connection-dialogs";
import { emptyDraft, formOf } from "./connector-draft";
import { ConnectorFields, FormGroup } from "./connector-form";
import { FixedDetails } from "./fixed-details";
import { RehearsedObjects } from "./rehearsed-objects";
import { useDraft } from "./use-draft";
import { useSource } from "./use-source";
import { useVerification } from "./use-verification";
import { UsedBy } from "./used-by";
import { objects } from "./verification-outcome";
import { VerificationPanel } from "./verification-panel";
import { VerifyingButtons } from "./verifying-buttons";

type ReconnectConnectionDialogProps = {
  connection: DialogConnection;
  opener: HTMLElement | null | undefined;
  onClose: () => void;
};

/** *Reconnect*: new credentials replace the stored ones once they are verified and every linked object is rehearsed. */
export function ReconnectConnectionDialog({ connection, opener, onClose }: ReconnectConnectionDialogProps) {
  const form = formOf(connection.connector);
  const formId = useId();
  const formElement = useRef<HTMLFormElement>(null);
  const router = useRouter();
  const { source, read } = useSource(connection.id);
  const typed = useDraft(form, emptyDraft(form), formElement);
  /** What was seen to fail with the credentials as they are typed; asked about again, it is still shown. */
  const [failing, setFailing] = useState<LinkedRehearsal | null>(null);
  /** The credentials are replaced, and something is left to be read. */
  const [warned, setWarned] = useState<LinkedRehearsal | null>(null);
  const verification = useVerification({
    onStored: (stored, rehearsal) => {
      router.refresh();
      setFailing(null);
      if (rehearsal !== null && rehearsal.failed === 0 && rehearsal.warned > 0) return setWarned(rehearsal);
      showToast({ tone: "ok", title: `${stored.name} is reconnected`, line: whoReads(rehearsal) });
      onClose();
    },
    onRehearsed: setFailing,
    onRefused: typed.markRefused,
    onFailed: (failure) => {
      setFailing(null);
      typed.markFailed(failure);
    },
  });

  function start(purpose: "reconnect" | "replace"): void {
    if (!typed.validate({ named: false, groups: ["credentials"] })) return;
    const { credentials } = typed.draft;
    const seen = purpose === "replace" ? failing?.digest : undefined;
    void verification.run(purpose, (attempt) =>
      reconnectConnection({
        attempt,
        id: connection.id,
        credentials,
        ...(seen === undefined ? {} : { replaceAnyway: seen }),
      }),
    );
  }

  function change(field: string, value: string): void {
    typed.setField("credentials", field, value);
    // The list is of other credentials now.
    if (failing === null) return;
    setFailing(null);
    verification.clear();
  }

  const { view } = verification;
  return (
    <ConnectionDialog
      title="Reconnect"
      line={connection.name}
      environment={connection.environment}
      connector={connection.connector}
      width="short-form"
      unsaved={
        typed.touched && warned === null
          ? "The stored credentials stay in use. The ones you typed would be gone."
          : null
      }
      opener={opener}
      onClose={onClose}
      docked={
        view !== null && (
          <VerificationPanel view={view} connector={connection.connector} objects={connection.objectCount} />
        )
      }
      footer={(close) =>
        warned === null ? (
          <VerifyingButtons
            view={view}
            primary={{ purpose: "reconnect", label: "Reconnect" }}
            fact="The stored credentials stay in use until these work"
            formId={formId}
            onReplace={failing === null ? undefined : () => start("replace")}
            onStop={verification.cancel}
            onClose={close}
          />
        ) : (
          <CloseButton onClose={close} />
        )
      }
    >
      {warned === null ? (
        <>
          <FixedDetails form={form} source={source} onAgain={() => void read()} />
          {connection.objectCount > 0 && (
            <UsedBy connectionId={connection.id} apart className="px-6 pb-5 max-sm:px-4">
              {whatIsTouched(connection.objectCount)}
            </UsedBy>
          )}
          <div className="mx-6 border-t border-line max-sm:mx-4" />
          <form
            ref={formElement}
            id={formId}
            noValidate
            autoComplete="off"
            onSubmit={(event: FormEvent) => {
              event.preventDefault();
              start("reconnect");
            }}
          >
            <FormGroup legend="Authentication credentials" line="Sealed when you submit. Nobody can read them back">
              <ConnectorFields
                form={form}
                group="credentials"
                values={typed.draft.credentials}
                problems={typed.problems}
                shared={typed.shared}
                secretPlaceholder={(label) => `Enter the new ${label.toLowerCase()}`}
                onChange={change}
                onLeave={(field) => typed.leaveField("credentials", field)}
              />
            </FormGroup>
          </form>
          {failing !== null && (
            <Arrived key={failing.digest}>
              <div className="mx-6 border-t border-line max-sm:mx-4" />
              <RehearsedObjects rehearsal={failing} />
            </Arrived>
          )}
        </>
      ) : (
        <Arrived key={warned.digest}>
          <RehearsedObjects rehearsal={warned} />
        </Arrived>
      )}
    </ConnectionDialog>
  );
}

/** Scrolls to the beginning of what has just come, wherever people were looking. */
function Arrived({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: "start" });
  }, []);
  return <div ref={place}>{children}</div>;
}

/** The only thing left to do: it takes the focus over from the button that is gone. */
function CloseButton({ onClose }: { onClose: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    button.current?.focus();
  }, []);
  return (
    <>
      <span className="text-small text-muted max-sm:w-full">The new credentials are in use</span>
      <span className="grow max-sm:hidden" />
      <Button ref={button} kind="primary" onClick={onClose} className="max-sm:h-12 max-sm:grow">
        Close
      </Button>
    </>
  );
}

function whatIsTouched(objectCount: number): string {
  return objectCount === 1
    ? "1 external data object reads through this connection. It is rehearsed with the new credentials before they replace the old ones."
    : `${objectCount} external data objects read through this connection. They are rehearsed with the new credentials before these replace the old ones.`;
}

function whoReads(rehearsal: LinkedRehearsal | null): string {
  if (rehearsal === null || rehearsal.total === 0) return "No external data object uses it yet.";
  const { failed, total } = rehearsal;
  if (failed > 0)
    return `${failed} of ${objects(total)} ${failed === 1 ? "does" : "do"} not work with the new credentials.`;
  return total === 1
    ? "1 external data object reads through it again."
    : `All ${total} external data objects read through it again.`;
}
