"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { Notice, Reference } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { loadDuplicateSource, renameConnection } from "@/lib/connections/actions";
import type { Failure } from "@/lib/errors";
import { call } from "../shell/call";
import { environmentLabels } from "../shell/environment";
import { ConnectionDialog } from "./connection-dialog";
import type { DialogConnection } from "./connection-dialogs";
import { nameProblem } from "./connector-draft";

type RenameConnectionDialogProps = {
  connection: DialogConnection;
  opener: HTMLElement | null | undefined;
  onClose: () => void;
};

/** *Rename connection*: a name that somebody else gave it meanwhile is never overwritten unseen. */
export function RenameConnectionDialog({ connection, opener, onClose }: RenameConnectionDialogProps) {
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const router = useRouter();
  const [seenName, setSeenName] = useState(connection.name);
  const [name, setName] = useState(connection.name);
  const [problem, setProblem] = useState<string | undefined>();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saving, setSaving] = useState(false);
  const [refusals, setRefusals] = useState(0);
  // Back into the field, once it is drawn with what is wrong.
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector("input")?.focus();
  }, [refusals]);

  async function save(): Promise<void> {
    const wrong = nameProblem(name);
    setProblem(wrong ?? undefined);
    if (wrong !== null) return refuse();
    setSaving(true);
    setFailure(null);
    const result = await call("changing", () => renameConnection({ id: connection.id, name, previousName: seenName }));
    if (result.ok) {
      router.refresh();
      return onClose();
    }
    setProblem(result.error.fields?.name);
    if (result.error.fields?.name === undefined) {
      // Only after the other name has been shown may a second Save replace it.
      if (result.error.code === "conflict") await readCurrentName();
      setFailure(result.error);
    }
    setSaving(false);
    refuse();
  }

  function refuse(): void {
    setRefusals((before) => before + 1);
  }

  async function readCurrentName(): Promise<void> {
    const current = await call("reading", () => loadDuplicateSource({ id: connection.id }));
    if (current.ok) setSeenName(current.value.name);
  }

  return (
    <ConnectionDialog
      title="Rename connection"
      line={seenName}
      environment={connection.environment}
      width="people"
      unsaved={name === seenName ? null : "The connection keeps its name."}
      opener={opener}
      onClose={onClose}
      footer={(close) => (
        <>
          <span className="grow max-sm:hidden" />
          <Button kind="quiet" onClick={close} className="max-sm:h-12">
            Cancel
          </Button>
          <Button kind="primary" type="submit" form={formId} busy={saving} className="max-sm:h-12 max-sm:grow">
            Save
          </Button>
        </>
      )}
    >
      <form
        ref={form}
        id={formId}
        noValidate
        className="px-6 pt-5 pb-6 max-sm:px-4"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label="Connection name"
          hint={`Up to 100 characters, unique in ${environmentLabels[connection.environment]}`}
          error={problem}
        >
          {(control) => (
            <Input
              {...control}
              data-first
              value={name}
              onFocus={(event) => event.target.select()}
              onChange={(event) => {
                setName(event.target.value);
                setProblem(undefined);
              }}
            />
          )}
        </Field>
        <div aria-live="polite">
          {failure !== null && (
            <Notice tone="fail" className="mt-4">
              {failure.message}
              {seenName !== connection.name && ` Save again to call it “${name.trim()}” instead. `}
              {failure.reference !== null && <Reference value={failure.reference} />}
            </Notice>
          )}
        </div>
      </form>
    </ConnectionDialog>
  );
}
