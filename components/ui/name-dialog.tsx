"use client";

import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { Failure } from "@/lib/errors";
import { Notice, Reference } from "./alert";
import { Button } from "./button";
import { Dialog, type DialogProps } from "./dialog";
import { Field, Input } from "./field";

type NameField<F extends string> = {
  field: F;
  label: string;
  hint: string;
  optional?: boolean;
  /** What is wrong with it, before it is submitted; null when nothing is. */
  check: (value: string) => string | null;
};

type NameDialogProps<F extends string> = Pick<DialogProps, "title" | "chip" | "rail" | "opener" | "onClose"> & {
  /** What the thing is called now; null while there is none. */
  line: string | null;
  verb: string;
  fields: readonly NameField<F>[];
  /** What is stored, as far as it was seen. The fields begin with it, and what differs from it would be lost. */
  stored: Readonly<Record<F, string>>;
  /** What closing would lose, said when something was typed. */
  unsaved: string;
  /** Null when there is nothing more to do here. */
  submit: (text: Readonly<Record<F, string>>) => Promise<Failure | null>;
};

/** Names a new thing, or renames one. */
export function NameDialog<F extends string>(props: NameDialogProps<F>) {
  const { fields, stored, unsaved, verb, line, submit, title, chip, rail, opener, onClose } = props;
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const [text, setText] = useState(stored);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState(0);
  // Back into the field, once it is drawn with what is wrong.
  useEffect(() => {
    if (refusals === 0) return;
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    (wrong ?? form.current?.querySelector("input"))?.focus();
  }, [refusals]);

  async function send(): Promise<void> {
    const wrong = Object.fromEntries(
      fields.flatMap(({ field, check }) => {
        const problem = check(text[field]);
        return problem === null ? [] : [[field, problem]];
      }),
    );
    setProblems(wrong);
    setFailure(null);
    if (Object.keys(wrong).length === 0) {
      setBusy(true);
      const refused = await submit(text);
      setBusy(false);
      if (refused === null) return;
      if (refused.fields === undefined) setFailure(refused);
      else setProblems(refused.fields);
    }
    setRefusals((before) => before + 1);
  }

  return (
    <Dialog
      title={title}
      chip={chip}
      rail={rail}
      {...(line === null ? {} : { line })}
      width="people"
      unsaved={fields.some(({ field }) => text[field] !== stored[field]) ? unsaved : null}
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
        {fields.map(({ field, label, hint, optional = false }, at) => (
          <Field
            key={field}
            label={label}
            hint={hint}
            optional={optional}
            error={problems[field]}
            className={at > 0 ? "mt-3.5" : ""}
          >
            {(control) => (
              <Input
                {...control}
                data-first={at === 0 || undefined}
                value={text[field]}
                onFocus={(event) => at === 0 && event.target.select()}
                onChange={(event) => {
                  setText({ ...text, [field]: event.target.value });
                  setProblems({});
                }}
              />
            )}
          </Field>
        ))}
        <div aria-live="polite">
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
