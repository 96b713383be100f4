"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useRef } from "react";
import { showToast } from "@/components/ui/toast";
import { reconnectConnection } from "@/lib/verification/actions";
import { ConnectionDialog } from "./connection-dialog";
import type { DialogConnection } from "./connection-dialogs";
import { emptyDraft, formOf } from "./connector-draft";
import { ConnectorFields, FormGroup } from "./connector-form";
import { FixedDetails } from "./fixed-details";
import { useDraft } from "./use-draft";
import { useSource } from "./use-source";
import { useVerification } from "./use-verification";
import { UsedBy } from "./used-by";
import { VerificationPanel } from "./verification-panel";
import { VerifyingButtons } from "./verifying-buttons";

type ReconnectConnectionDialogProps = {
  connection: DialogConnection;
  opener: HTMLElement | null | undefined;
  onClose: () => void;
};

/** *Reconnect*: new credentials replace the stored ones once they have been verified. */
export function ReconnectConnectionDialog({ connection, opener, onClose }: ReconnectConnectionDialogProps) {
  const form = formOf(connection.connector);
  const formId = useId();
  const formElement = useRef<HTMLFormElement>(null);
  const router = useRouter();
  const { source, read } = useSource(connection.id);
  const typed = useDraft(form, emptyDraft(form), formElement);
  const verification = useVerification({
    onStored: (stored) => {
      router.refresh();
      showToast({ tone: "ok", title: `${stored.name} is reconnected`, line: usersOf(connection.objectCount) });
      onClose();
    },
    onRefused: typed.markRefused,
    onFailed: typed.markFailed,
  });

  function start(): void {
    if (!typed.validate({ named: false, groups: ["credentials"] })) return;
    const { credentials } = typed.draft;
    void verification.run("reconnect", (attempt) => reconnectConnection({ attempt, id: connection.id, credentials }));
  }

  return (
    <ConnectionDialog
      title="Reconnect"
      line={connection.name}
      environment={connection.environment}
      connector={connection.connector}
      width="short-form"
      unsaved={typed.touched ? "The stored credentials stay in use. The ones you typed would be gone." : null}
      opener={opener}
      onClose={onClose}
      docked={
        verification.view !== null && <VerificationPanel view={verification.view} connector={connection.connector} />
      }
      footer={(close) => (
        <VerifyingButtons
          view={verification.view}
          primary={{ purpose: "reconnect", label: "Reconnect" }}
          fact="The stored credentials stay in use until these work"
          formId={formId}
          onStop={verification.cancel}
          onClose={close}
        />
      )}
    >
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
          start();
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
            onChange={(field, value) => typed.setField("credentials", field, value)}
            onLeave={(field) => typed.leaveField("credentials", field)}
          />
        </FormGroup>
      </form>
    </ConnectionDialog>
  );
}

function whatIsTouched(objectCount: number): string {
  return objectCount === 1
    ? "1 external data object reads through this connection. It is rehearsed with the new credentials before they replace the old ones."
    : `${objectCount} external data objects read through this connection. They are rehearsed with the new credentials before these replace the old ones.`;
}

function usersOf(objectCount: number): string {
  if (objectCount === 0) return "No external data object uses it yet.";
  return objectCount === 1
    ? "1 external data object reads through it again."
    : `All ${objectCount} external data objects read through it again.`;
}
