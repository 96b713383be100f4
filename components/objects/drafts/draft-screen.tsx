"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { call } from "@/components/shell/call";
import { useNavigate } from "@/components/shell/navigation";
import { Notice, Reference } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toast";
import type { Failure } from "@/lib/errors";
import { publishObject } from "@/lib/objects/drafts/actions";
import type { DraftDetail, ObjectDraft, UsableConnection } from "@/lib/objects/drafts/schema";
import { ConnectionField } from "./connection-field";
import { DraftHeader } from "./draft-header";
import { DraftSteps, draftSteps } from "./draft-steps";
import { SelectTable } from "./select-table";
import { TableSteps } from "./table-steps";
import { useSavedDraft } from "./use-saved-draft";

type DraftScreenProps = {
  object: DraftDetail;
  connections: readonly UsableConnection[];
  /** When the page was made, in milliseconds. */
  now: number;
};

/** An object on its way: three steps, and **Publish**. What is chosen is stored as it is chosen. */
export function DraftScreen({ object, connections, now }: DraftScreenProps) {
  const navigate = useNavigate();
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRef<number | null>(null);
  const [reached, setReached] = useState(object.draft.table === null ? 0 : 1);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const saved = useSavedDraft(object);
  const { draft, connection, changeDraft } = saved;
  const at = connection === null ? 0 : reached;
  const step = draftSteps[at] ?? draftSteps[0];
  const href = `/apps/${object.app.id}/data/${object.id}/draft`;
  // Each step begins at its heading.
  useEffect(() => {
    if (moved.current === at) heading.current?.focus();
  }, [at]);

  const chooseTable = useCallback(
    (table: NonNullable<ObjectDraft["table"]>) => changeDraft({ table, columns: [] }),
    [changeDraft],
  );

  async function move(to: number): Promise<void> {
    setRefusal(null);
    if (!(await saved.flush())) return;
    moved.current = to;
    setReached(to);
  }

  async function publish(): Promise<void> {
    setRefusal(null);
    setBusy(true);
    const result = (await saved.flush())
      ? await call("changing", () => publishObject({ id: object.id, revision: saved.revision() }))
      : null;
    if (result?.ok === true) {
      showToast({
        tone: "ok",
        title: `${object.name} is published`,
        line: `Version ${result.value.version} is live in Development.`,
      });
      navigate(`/apps/${object.app.id}/data/${object.id}?environment=development`);
      return;
    }
    setBusy(false);
    if (result !== null) setRefusal(result.error);
  }

  const version = (object.live?.version ?? 0) + 1;
  const publishNote =
    object.live === null
      ? "Writes version 1 and makes it live in Development"
      : "Makes it live in Development. What is deployed to Test and Production stays.";
  const failure = refusal ?? saved.failure;
  const missing =
    connection === null
      ? "Choose a connection first"
      : draft.table === null
        ? "Select a table first"
        : at > 0 && draft.columns.length === 0
          ? "The table has not been read yet"
          : null;
  return (
    <>
      <DraftHeader
        object={object}
        over={connection?.name ?? null}
        state={saved.isSaving ? "Saving" : saved.failure === null ? "Saved" : "Not saved"}
        settledRevision={async () => {
          await saved.flush();
          return saved.revision();
        }}
        now={now}
      />
      <DraftSteps at={at} onGoBack={(to) => void move(to)} />
      <h2 ref={heading} tabIndex={-1} className="mt-6 text-title font-semibold outline-none">
        {step.label}
      </h2>
      {step.id !== "table" && draft.table !== null && (
        <p className="mt-1 text-body text-ink-2">
          <bdi className="font-mono text-[12.5px] wrap-anywhere">
            {draft.table.schema}.{draft.table.name}
          </bdi>
        </p>
      )}
      {step.id === "table" && (
        <>
          {connection === null && (
            <Notice tone="stale" className="mt-3 max-w-[720px]">
              The connection of this draft was deleted, or is not shared with you any more. Choose another one to go on:
              what you selected so far is kept.
            </Notice>
          )}
          <ConnectionField
            className="mt-3 max-w-[420px]"
            connections={connections}
            chosen={connection}
            onChoose={(chosen) => {
              setReached(0);
              saved.choose(chosen);
            }}
          />
        </>
      )}
      {connection !== null && step.id === "table" && (
        <SelectTable
          key={connection.id}
          href={href}
          connection={connection}
          chosen={draft.table}
          onChoose={chooseTable}
        />
      )}
      {connection !== null && step.id !== "table" && draft.table !== null && (
        <TableSteps
          href={href}
          connectionId={connection.id}
          table={draft.table}
          draft={draft}
          step={step.id}
          live={object.live}
          onChange={changeDraft}
          onChangeColumn={saved.changeColumn}
        />
      )}
      <div className="draft-bar sticky bottom-0 z-10 mt-6 border-t border-line bg-page py-3">
        <div aria-live="polite">
          {failure !== null && (
            <Notice tone="fail" className="mb-3 max-w-[720px]">
              {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
            </Notice>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {at > 0 && <Button onClick={() => void move(at - 1)}>Back</Button>}
          <Button
            kind="primary"
            closed={missing !== null}
            aria-describedby="draft-next"
            busy={busy}
            onClick={() => void (step.id === "review" ? publish() : move(at + 1))}
          >
            {step.id !== "review" ? "Continue" : object.live === null ? "Publish" : `Publish version ${version}`}
          </Button>
          <p id="draft-next" className="ml-1 text-small text-muted">
            {missing ?? (step.id === "review" ? publishNote : "")}
          </p>
        </div>
      </div>
    </>
  );
}
