"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from "react";
import { Notice, Reference } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, type DialogProps } from "@/components/ui/dialog";
import { showToast } from "@/components/ui/toast";
import type { Failure, Result } from "@/lib/errors";
import type { Environment } from "@/lib/policy";
import { whomToAsk } from "@/lib/requests/actions";
import { mostAsked, requestMessage, type WhomToAsk } from "@/lib/requests/schema";
import { useReading } from "../objects/drafts/use-reading";
import { call } from "../shell/call";
import { environmentSigns } from "../shell/environment";
import { NobodyToAsk } from "./nobody-to-ask";
import { PeopleToAsk } from "./people-to-ask";
import { someNames } from "./some-names";
import { WordsField } from "./words-field";

type AskDialogProps = {
  /** Also the verb on the button. */
  title: "Request deploy" | "Ask for access";
  kind: keyof WhomToAsk["open"];
  line: ReactNode;
  /** What the people asked will do, in one sentence. */
  fact: string;
  objectId: string;
  /** What is to be deployed; null for access. */
  version: number | null;
  environment: Environment;
  opener: DialogProps["opener"];
  send: (question: { userIds: readonly string[]; message: string }) => Promise<Result<{ id: string }>>;
  onClose: () => void;
};

/** Asks people for what one may not do alone: names them first, and says what stands in the way. */
export function AskDialog(props: AskDialogProps) {
  const { title, kind, objectId, version, environment, opener, onClose } = props;
  const id = useId();
  const router = useRouter();
  const body = useRef<HTMLDivElement>(null);
  const read = useCallback(
    () => whomToAsk({ objectId, environment, ...(version === null ? {} : { version }) }),
    [objectId, environment, version],
  );
  const { value: whom, failure, again } = useReading(read);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [message, setMessage] = useState("");
  const [problem, setProblem] = useState<string>();
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  // What there is to fill in appears after the dialog has opened.
  useEffect(() => {
    if (whom !== null) body.current?.querySelector<HTMLElement>("input, textarea")?.focus();
  }, [whom]);

  const people = whom?.people ?? [];
  const isAll = whom !== null && (whom.bound !== null || people.length === 1);
  const asked = (isAll ? people : people.filter((person) => picked.has(person.id))).slice(0, mostAsked);
  const inTheWay = whom !== null && (people.length === 0 || whom.open[kind] !== null);

  async function send(): Promise<void> {
    const words = requestMessage.safeParse(message);
    setProblem(words.error?.issues[0]?.message);
    if (!words.success) return;
    setBusy(true);
    setRefusal(null);
    const result = await call("changing", () =>
      props.send({ userIds: asked.map((one) => one.id), message: words.data }),
    );
    setBusy(false);
    if (!result.ok) {
      setRefusal(result.error);
      // Whom to ask may be what changed.
      if (result.error.code === "conflict") again();
      return;
    }
    showToast({
      tone: "ok",
      title: `Asked ${someNames(asked)}`,
      line: "What they answer is on this object and under Requests.",
    });
    router.refresh();
    onClose();
  }

  return (
    <Dialog
      title={title}
      {...environmentSigns(environment)}
      line={props.line}
      width="people"
      unsaved={message.trim() === "" ? null : "Nobody has been asked yet."}
      opener={opener}
      onClose={onClose}
      footer={(close) =>
        inTheWay ? (
          <>
            <span className="grow" />
            <Button onClick={close} className="max-sm:h-12 max-sm:grow">
              Close
            </Button>
          </>
        ) : (
          <>
            <span id={`${id}-fact`} className="text-body text-ink-2 max-sm:w-full">
              {asked.length === 0 ? "Choose whom to ask" : props.fact}
            </span>
            <span className="grow max-sm:hidden" />
            <Button kind="quiet" onClick={close} className="max-sm:h-12">
              Cancel
            </Button>
            <Button
              kind="primary"
              closed={asked.length === 0}
              busy={busy}
              aria-describedby={`${id}-fact`}
              onClick={() => void send()}
              className="max-sm:h-12 max-sm:grow"
            >
              {title}
            </Button>
          </>
        )
      }
    >
      <div ref={body} className="grid min-h-48 content-start gap-4 px-6 pt-5 pb-6 max-sm:px-4">
        {whom === null && failure === null && (
          <p role="status" className="animate-[show_0s_200ms_both] text-body text-muted">
            Looking up whom to ask
          </p>
        )}
        {failure !== null && (
          <div role="alert">
            <Notice tone="fail" title="Nobody could be looked up.">
              {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
              <div className="mt-2">
                <Button size="control" onClick={again}>
                  Try again
                </Button>
              </div>
            </Notice>
          </div>
        )}
        {whom !== null && inTheWay && <NobodyToAsk whom={whom} kind={kind} environment={environment} />}
        {whom !== null && !inTheWay && (
          <>
            <PeopleToAsk
              whom={whom}
              environment={environment}
              picked={isAll ? new Set(people.map((person) => person.id)) : picked}
              onPick={setPicked}
            />
            <WordsField
              label="Message"
              optional
              hint="What they should know to decide, in up to 500 characters"
              error={problem}
              value={message}
              onChange={(next) => {
                setMessage(next);
                setProblem(undefined);
              }}
            />
          </>
        )}
        <div aria-live="polite">
          {refusal !== null && (
            <Notice tone="fail">
              {refusal.message} {refusal.reference !== null && <Reference value={refusal.reference} />}
            </Notice>
          )}
        </div>
      </div>
    </Dialog>
  );
}
