"use client";

import { type FormEvent, startTransition, useActionState, useEffect, useRef } from "react";
import type { Failure } from "@/lib/errors";

type FormAction = (previous: Failure | null, form: FormData) => Promise<Failure | null>;

/** A form over a server action that works without scripts, and with them keeps what was typed when it fails. */
export function useFormAction(action: FormAction) {
  const [failure, send, isBusy] = useActionState(action, null);
  const formElement = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const invalid = failure === null ? null : formElement.current?.querySelector("[aria-invalid]");
    if (invalid instanceof HTMLElement) invalid.focus();
  }, [failure]);
  return {
    failure,
    isBusy,
    form: {
      ref: formElement,
      action: send,
      // React empties a form after its `action`; sent from here, everything stays as typed.
      onSubmit(event: FormEvent<HTMLFormElement>) {
        event.preventDefault();
        const { submitter } = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent : { submitter: null };
        const data = new FormData(event.currentTarget, submitter);
        if (!isBusy) startTransition(() => send(data));
      },
    },
  };
}
