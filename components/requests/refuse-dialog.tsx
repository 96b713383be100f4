"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useRef, useState } from "react";
import { Notice, Reference } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, pageHeading } from "@/components/ui/dialog";
import type { Failure } from "@/lib/errors";
import { refuseRequest } from "@/lib/requests/actions";
import { type RequestDetail, refusalWords } from "@/lib/requests/schema";
import { call } from "../shell/call";
import { environmentSigns } from "../shell/environment";
import { RequestTitle } from "./request-title";
import { WordsField } from "./words-field";

type RefuseDialogProps = { request: RequestDetail; opener: HTMLElement; onClose: () => void };

/** *Refuse*, with a word that the asker reads. */
export default function RefuseDialog({ request, opener, onClose }: RefuseDialogProps) {
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const router = useRouter();
  const [answer, setAnswer] = useState("");
  const [problem, setProblem] = useState<string>();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const refused = useRef(false);

  async function send(): Promise<void> {
    const words = refusalWords.safeParse(answer);
    setProblem(words.error?.issues[0]?.message);
    if (!words.success) return form.current?.querySelector("textarea")?.focus();
    setBusy(true);
    setFailure(null);
    const result = await call("changing", () => refuseRequest({ id: request.id, answer: words.data }));
    setBusy(false);
    if (!result.ok) return setFailure(result.error);
    refused.current = true;
    router.refresh();
    onClose();
  }

  return (
    <Dialog
      title="Refuse request"
      {...environmentSigns(request.environment)}
      line={<RequestTitle request={request} />}
      width="people"
      unsaved={answer.trim() === "" ? null : "The request stays open."}
      opener={() => (refused.current ? pageHeading() : opener)}
      onClose={onClose}
      footer={(close) => (
        <>
          <span className="grow max-sm:hidden" />
          <Button kind="quiet" onClick={close} className="max-sm:h-12">
            Cancel
          </Button>
          <Button kind="primary" type="submit" form={formId} busy={busy} className="max-sm:h-12 max-sm:grow">
            Refuse
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
        <WordsField
          label="Why"
          hint="They read this with the refusal, in up to 500 characters"
          error={problem}
          value={answer}
          onChange={(next) => {
            setAnswer(next);
            setProblem(undefined);
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
