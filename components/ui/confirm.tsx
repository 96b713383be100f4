"use client";

import { type ReactNode, useState } from "react";
import type { Result } from "@/lib/errors";
import { Notice, Reference } from "./alert";
import { Button } from "./button";
import { Dialog, type DialogProps } from "./dialog";

type ConfirmProps<T> = {
  title: string;
  line: string;
  chip?: ReactNode;
  rail?: ReactNode;
  /** What will happen, naming the thing. */
  question: string;
  children?: ReactNode;
  /** The verb on the button that does it. */
  verb: string;
  /** Red only where something is taken away. */
  kind?: "danger" | "primary";
  opener?: DialogProps["opener"];
  act: () => Promise<Result<T>>;
  onDone: (value: T) => void;
  onClose: () => void;
};

/** Asks before something that others will feel. The focus starts on the safe button; a refusal is said in place. */
export function Confirm<T>({ question, children, verb, kind = "danger", act, onDone, ...dialog }: ConfirmProps<T>) {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Extract<Result<T>, { ok: false }>["error"] | null>(null);

  async function run(): Promise<void> {
    setBusy(true);
    const result = await act();
    setBusy(false);
    if (result.ok) onDone(result.value);
    else setRefusal(result.error);
  }

  return (
    <Dialog
      {...dialog}
      width="people"
      footer={(close) => (
        <>
          <span className="grow max-sm:hidden" />
          <Button data-first onClick={close} className="max-sm:h-12 max-sm:grow">
            Cancel
          </Button>
          <Button kind={kind} busy={busy} onClick={() => void run()} className="max-sm:h-12 max-sm:grow">
            {verb}
          </Button>
        </>
      )}
    >
      <div className="px-6 pt-5 pb-6 max-sm:px-4">
        <p className="text-strong font-semibold wrap-anywhere">{question}</p>
        {children}
        <div aria-live="polite">
          {refusal !== null && (
            <Notice tone="fail" className="mt-4">
              {refusal.message} {refusal.reference !== null && <Reference value={refusal.reference} />}
            </Notice>
          )}
        </div>
      </div>
    </Dialog>
  );
}
