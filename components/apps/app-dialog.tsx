"use client";

import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { Notice, Reference } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, type DialogProps } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { appDescription, appName, descriptionLength } from "@/lib/apps/schema";
import type { Failure } from "@/lib/errors";

export type AppText = { name: string; description: string };

type AppDialogProps = {
  title: string;
  line?: string;
  verb: string;
  /** What the fields begin with. */
  initial: AppText;
  /** What closing would lose, said when something was typed. */
  unsaved: string;
  /** Said above the buttons, e.g. what somebody else did meanwhile. */
  note?: string | null;
  opener: DialogProps["opener"];
  /** Null when it is done. */
  submit: (text: AppText) => Promise<Failure | null>;
  onClose: () => void;
};

/** Name and description of an app. */
export function AppDialog({
  title,
  line,
  verb,
  initial,
  unsaved,
  note = null,
  opener,
  submit,
  onClose,
}: AppDialogProps) {
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const [text, setText] = useState(initial);
  const [problems, setProblems] = useState<Partial<AppText>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState(0);
  // Back into the field, once it is drawn with what is wrong.
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);

  async function send(): Promise<void> {
    const name = appName.safeParse(text.name).error?.issues[0]?.message;
    const description = appDescription.safeParse(text.description).error?.issues[0]?.message;
    setProblems({ ...(name && { name }), ...(description && { description }) });
    setFailure(null);
    if (name === undefined && description === undefined) {
      setBusy(true);
      const refused = await submit(text);
      setBusy(false);
      if (refused === null) return;
      if (refused.fields === undefined) setFailure(refused);
      else setProblems(refused.fields);
    }
    setRefusals((before) => before + 1);
  }

  const change = (field: keyof AppText, value: string) => {
    setText({ ...text, [field]: value });
    setProblems({});
  };
  const changed = text.name !== initial.name || text.description !== initial.description;

  return (
    <Dialog
      title={title}
      {...(line === undefined ? {} : { line })}
      width="people"
      unsaved={changed ? unsaved : null}
      opener={opener}
      onClose={onClose}
      footer={(close) => (
        <>
          <span className="grow max-sm:hidden" />
          <Button kind="quiet" onClick={close} className="max-sm:h-12">
            Cancel
          </Button>
          <Button kind="primary" type="submit" form={formId} busy={busy} className="max-sm:h-12 max-sm:grow">
            {verb}
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
          if (!busy) void send();
        }}
      >
        <Field label="App name" hint="Up to 100 characters" error={problems.name}>
          {(control) => (
            <Input
              {...control}
              data-first
              value={text.name}
              onFocus={(event) => event.target.select()}
              onChange={(event) => change("name", event.target.value)}
            />
          )}
        </Field>
        <Field
          label="Description"
          optional
          className="mt-4"
          hint={`What it is for, in up to ${descriptionLength} characters`}
          error={problems.description}
        >
          {(control) => (
            <Input
              {...control}
              value={text.description}
              onChange={(event) => change("description", event.target.value)}
            />
          )}
        </Field>
        <div aria-live="polite">
          {note !== null && (
            <Notice tone="fail" className="mt-4">
              {note}
            </Notice>
          )}
          {failure !== null && (
            <Notice tone="fail" className="mt-4">
              {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
            </Notice>
          )}
        </div>
      </form>
    </Dialog>
  );
}
