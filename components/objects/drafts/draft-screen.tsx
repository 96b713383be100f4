"use client";

import { useEffect, useRef, useState } from "react";
import { Trail } from "@/components/apps/trail";
import { call } from "@/components/shell/call";
import { useNavigate } from "@/components/shell/navigation";
import { Notice, Reference } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toast";
import type { Failure } from "@/lib/errors";
import { publishObject } from "@/lib/objects/drafts/actions";
import type { DraftDetail, ObjectDraft, UsableConnection } from "@/lib/objects/drafts/schema";
import { ConnectionField } from "./connection-field";
import { DeleteDraft } from "./delete-draft";
import { SelectTable } from "./select-table";
import { TableSteps } from "./table-steps";
import { useSavedDraft } from "./use-saved-draft";

const steps = [
  { id: "table", label: "Select table" },
  { id: "columns", label: "Select columns" },
  { id: "review", label: "Review" },
] as const;

type DraftScreenProps = { object: DraftDetail; connections: readonly UsableConnection[] };

/** An object on its way: three steps, and **Publish**. What is chosen is stored as it is chosen. */
export function DraftScreen({ object, connections }: DraftScreenProps) {
  const navigate = useNavigate();
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRef<number | null>(null);
  const [at, setAt] = useState(object.draft.table === null ? 0 : 1);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const saved = useSavedDraft(object);
  const { draft, connection } = saved;
  const step = steps[connection === null ? 0 : at] ?? steps[0];
  // Each step begins at its heading.
  useEffect(() => {
    if (moved.current === at) heading.current?.focus();
  }, [at]);

  const change = (next: Partial<ObjectDraft>) => saved.change({ draft: { ...draft, ...next } });

  async function move(by: 1 | -1): Promise<void> {
    setRefusal(null);
    if (!(await saved.flush())) return;
    moved.current = at + by;
    setAt(at + by);
  }

  async function publish(): Promise<void> {
    setRefusal(null);
    setBusy(true);
    const result = (await saved.flush())
      ? await call("changing", () => publishObject({ id: object.id, revision: saved.revision() }))
      : null;
    if (result?.ok === true) {
      showToast({ tone: "ok", title: `${object.name} is published`, line: "Version 1 is live in Development." });
      navigate(`/apps/${object.app.id}/data/${object.id}?environment=development`);
      return;
    }
    setBusy(false);
    if (result !== null) setRefusal(result.error);
  }

  const failure = refusal ?? saved.failure;
  const isIncomplete =
    connection === null || draft.table === null || (step.id !== "table" && draft.columns.length === 0);
  return (
    <>
      <Trail
        steps={[
          { label: "Apps", href: "/apps?environment=development" },
          { label: object.app.name, href: `/apps/${object.app.id}/data?environment=development` },
        ]}
        here={object.name}
      />
      <div className="mt-2 flex items-start gap-x-6">
        <div className="min-w-0 grow">
          <h1 className="text-heading font-semibold tracking-[-0.014em] wrap-anywhere outline-none">{object.name}</h1>
          <p className="mt-1.5 text-body text-ink-2 wrap-anywhere">
            Draft{connection !== null && ` over ${connection.name}`} ·{" "}
            <span role="status">{saved.isSaving ? "Saving" : saved.failure === null ? "Saved" : "Not saved"}</span>
          </p>
        </div>
        <DeleteDraft object={object} />
      </div>
      <ol aria-label="Steps" className="mt-4 flex flex-wrap gap-x-6 gap-y-1 border-b border-line">
        {steps.map(({ id, label }, index) => (
          <li
            key={id}
            aria-current={id === step.id ? "step" : undefined}
            className="-mb-px border-b-2 border-transparent py-2 text-body font-medium text-muted aria-[current=step]:border-accent aria-[current=step]:text-ink"
          >
            {index + 1}. {label}
          </li>
        ))}
      </ol>
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
      {connection === null ? (
        <div className="max-w-[560px]">
          <Notice tone="stale" className="mt-4">
            The connection of this draft was deleted, or is not shared with you. Choose another one to go on.
          </Notice>
          <ConnectionField
            connections={connections}
            chosen={null}
            onChoose={(chosen) => {
              setAt(0);
              saved.change({ connection: chosen });
            }}
          />
        </div>
      ) : step.id === "table" ? (
        <SelectTable
          connectionId={connection.id}
          chosen={draft.table}
          onChoose={(table) => change({ table, columns: [] })}
        />
      ) : (
        draft.table !== null && (
          <TableSteps connectionId={connection.id} table={draft.table} draft={draft} step={step.id} onChange={change} />
        )
      )}
      <div aria-live="polite">
        {failure !== null && (
          <Notice tone="fail" className="mt-4">
            {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
          </Notice>
        )}
      </div>
      <div className="sticky bottom-0 mt-6 flex gap-2 border-t border-line bg-page py-3">
        {step.id !== "table" && <Button onClick={() => void move(-1)}>Back</Button>}
        <Button
          kind="primary"
          closed={isIncomplete}
          aria-describedby={isIncomplete ? "draft-next" : undefined}
          busy={busy}
          onClick={() => void (step.id === "review" ? publish() : move(1))}
        >
          {step.id === "review" ? "Publish" : "Continue"}
        </Button>
        {isIncomplete && (
          <p id="draft-next" className="self-center text-small text-muted">
            {connection === null ? "Choose a connection first" : "Select a table first"}
          </p>
        )}
      </div>
    </>
  );
}
