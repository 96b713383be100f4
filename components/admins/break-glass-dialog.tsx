"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useRef, useState } from "react";
import { Notice, Reference } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { breakGlass } from "@/lib/admins/actions";
import type { Environment } from "@/lib/connections/schema";
import type { Failure } from "@/lib/errors";
import { call } from "../shell/call";
import { environmentSigns } from "../shell/environment";
import { type BreakGlassProblems, emptyDraft, termsOf } from "./break-glass-draft";
import { BreakGlassFields } from "./break-glass-fields";

type BreakGlassDialogProps = {
  connection: { id: string; name: string; environment: Environment };
  /** Whether it goes on from a share that ends by itself. */
  prolongs?: boolean;
  opener: HTMLElement;
  onDone?: () => void;
  onClose: () => void;
};

/** A super admin shares a connection with themself, or prolongs that. */
export default function BreakGlassDialog(props: BreakGlassDialogProps) {
  const { connection, prolongs = false, opener, onDone, onClose } = props;
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const router = useRouter();
  const [draft, setDraft] = useState(emptyDraft);
  const [problems, setProblems] = useState<BreakGlassProblems>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const verb = prolongs ? "Prolong" : "Share with yourself";

  function show(found: BreakGlassProblems): void {
    setProblems(found);
    const first = found.reason === undefined ? "select, input" : "textarea";
    form.current?.querySelector<HTMLElement>(first)?.focus();
  }

  async function send(): Promise<void> {
    const read = termsOf(draft, Date.now());
    if ("problems" in read) return show(read.problems);
    setBusy(true);
    setFailure(null);
    const result = await call("changing", () => breakGlass({ connectionId: connection.id, ...read.terms }));
    setBusy(false);
    if (!result.ok) {
      const { fields } = result.error;
      return fields === undefined ? setFailure(result.error) : show({ reason: fields.reason, end: fields.end });
    }
    router.refresh();
    onDone?.();
    onClose();
  }

  return (
    <Dialog
      title={verb}
      {...environmentSigns(connection.environment)}
      line={
        prolongs ? (
          <>
            Your access to <b className="font-medium text-ink">{connection.name}</b> goes on, for another reason
          </>
        ) : (
          <>
            You become an admin of <b className="font-medium text-ink">{connection.name}</b>
          </>
        )
      }
      width="people"
      unsaved={draft.reason.trim() === "" ? null : "Nothing has been shared yet."}
      opener={opener}
      onClose={onClose}
      footer={(close) => (
        <>
          <span className="text-body text-ink-2 max-sm:w-full">The other admins are told</span>
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
        <BreakGlassFields
          draft={draft}
          problems={problems}
          onChange={(next) => {
            setDraft(next);
            setProblems({});
          }}
        />
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
