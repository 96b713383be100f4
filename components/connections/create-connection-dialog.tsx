"use client";

import { type FormEvent, useId, useRef, useState } from "react";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { type Environment, environments as everyEnvironment } from "@/lib/connections/schema";
import type { ConnectorId } from "@/lib/connectors/forms";
import { createConnection, testConnection } from "@/lib/verification/actions";
import { environmentLabels } from "../shell/environment";
import { useNavigate } from "../shell/navigation";
import { ConnectionDialog } from "./connection-dialog";
import { type Draft, formOf, submittedDetails } from "./connector-draft";
import { ConnectorFields, FormGroup } from "./connector-form";
import { PasteUrl } from "./paste-url";
import { useDraft } from "./use-draft";
import { useVerification } from "./use-verification";
import { VerificationPanel } from "./verification-panel";
import { VerifyingButtons } from "./verifying-buttons";

type CreateConnectionDialogProps = {
  connector: ConnectorId;
  /** Where it may be created; the first one is chosen, and with several the form asks. */
  environments: readonly [Environment, ...Environment[]];
  initial: Draft;
  /** The name proposed in an environment, until one is typed. */
  nameIn: (environment: Environment) => string;
  opener: HTMLElement | null | undefined;
  /** What happens with the new connection; by default the list shows it. */
  onCreated?: (connection: { id: string; name: string }) => void;
  onClose: () => void;
};

/** *Create connection*: nothing is stored unless the verification passed. */
export function CreateConnectionDialog(props: CreateConnectionDialogProps) {
  const { connector, environments, opener, onCreated, onClose } = props;
  const form = formOf(connector);
  const formId = useId();
  const formElement = useRef<HTMLFormElement>(null);
  const navigate = useNavigate();
  const [environment, setEnvironment] = useState(environments[0]);
  const [named, setNamed] = useState(false);
  const typed = useDraft(form, { ...props.initial, name: props.nameIn(environments[0]) }, formElement);
  const { draft, problems, shared } = typed;
  const verification = useVerification({
    onStored: (stored) => {
      if (onCreated === undefined) navigate(`/connections?environment=${environment}&created=${stored.id}`);
      else onCreated(stored);
      onClose();
    },
    onRefused: typed.markRefused,
    onFailed: typed.markFailed,
  });

  function start(purpose: "test" | "create"): void {
    if (!typed.validate({ named: purpose === "create", groups: ["details", "credentials"] })) return;
    const { name, credentials } = draft;
    const target = { environment, connector, details: submittedDetails(form, draft.details), credentials };
    void verification.run(purpose, (attempt) =>
      purpose === "test" ? testConnection({ attempt, ...target }) : createConnection({ attempt, ...target, name }),
    );
  }

  return (
    <ConnectionDialog
      title="Create connection"
      line={form.name}
      environment={environment}
      connector={connector}
      width="form"
      unsaved={
        typed.touched ? "Nothing has been stored yet. The details and credentials you typed would be gone." : null
      }
      opener={opener}
      onClose={onClose}
      docked={verification.view !== null && <VerificationPanel view={verification.view} connector={connector} />}
      footer={(close) => (
        <VerifyingButtons
          view={verification.view}
          primary={{ purpose: "create", label: "Create" }}
          fact="Nothing has been stored"
          formId={formId}
          onTest={() => start("test")}
          onStop={verification.cancel}
          onClose={close}
        />
      )}
    >
      <form
        ref={formElement}
        id={formId}
        noValidate
        autoComplete="off"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          start("create");
        }}
      >
        <FormGroup legend="General details" line="Fixed after creation, except the name">
          <Field
            label="Connection name"
            hint={`Up to 100 characters, unique in ${environmentLabels[environment]}`}
            error={problems.name}
            className={environments.length > 1 ? "col-span-6 sm:col-span-4" : "col-span-6"}
          >
            {(control) => (
              <Input
                {...control}
                data-first
                value={draft.name}
                onChange={(event) => {
                  setNamed(true);
                  typed.setName(event.target.value);
                }}
                onBlur={typed.leaveName}
              />
            )}
          </Field>
          {environments.length > 1 && (
            <Field label="Environment" hint="Where the new connection lives" className="col-span-6 sm:col-span-2">
              {(control) => (
                <Select
                  {...control}
                  value={environment}
                  options={environments.map((value) => ({ value, label: environmentLabels[value] }))}
                  onChange={(event) => {
                    const chosen = everyEnvironment.find((each) => each === event.target.value);
                    if (chosen === undefined) return;
                    setEnvironment(chosen);
                    if (!named) typed.proposeName(props.nameIn(chosen));
                  }}
                />
              )}
            </Field>
          )}
          <PasteUrl form={form} onPaste={typed.paste} />
          <ConnectorFields
            form={form}
            group="details"
            values={draft.details}
            problems={problems}
            shared={shared}
            onChange={(field, value) => typed.setField("details", field, value)}
            onLeave={(field) => typed.leaveField("details", field)}
          />
        </FormGroup>
        <div className="mx-6 border-t border-line max-sm:mx-4" />
        <FormGroup legend="Authentication credentials" line="Sealed when you submit. Nobody can read them back">
          <ConnectorFields
            form={form}
            group="credentials"
            values={draft.credentials}
            problems={problems}
            shared={shared}
            onChange={(field, value) => typed.setField("credentials", field, value)}
            onLeave={(field) => typed.leaveField("credentials", field)}
          />
        </FormGroup>
      </form>
    </ConnectionDialog>
  );
}
