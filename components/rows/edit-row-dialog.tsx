"use client";

import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { Failure, Result } from "@/lib/errors";
import type { ObjectColumn } from "@/lib/objects/schema";
import type { Environment } from "@/lib/policy";
import { createRow, updateRow } from "@/lib/rows/actions";
import { fieldOf, type RowDto, type RowOutcome } from "@/lib/rows/schema";
import { call } from "../shell/call";
import { ProductionNotice } from "../shell/production-notice";
import { Notice, Reference } from "../ui/alert";
import { Button } from "../ui/button";
import { showToast } from "../ui/toast";
import { Conflict } from "./conflict";
import { RowDialog } from "./row-dialog";
import { changeOf, editDrafts, type FieldDraft, isTouched, newDrafts, overRow, problemOf, seenOf } from "./row-draft";
import type { RowsPlace } from "./use-rows";
import { ValueField } from "./value-field";

type EditRowDialogProps = {
  place: RowsPlace;
  objectName: string;
  columns: readonly ObjectColumn[];
  /** The row as it was read; null makes a new one. */
  row: RowDto | null;
  opener: HTMLElement | null;
  onWritten: () => void;
  onClose: () => void;
};

type Stage = { at: "typing" } | { at: "conflict"; theirs: RowDto } | { at: "gone" };

/** *New row* and *Edit row*: what somebody else wrote meanwhile is shown, and never written over unseen. */
export function EditRowDialog({ place, objectName, columns, row, opener, onWritten, onClose }: EditRowDialogProps) {
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const [base, setBase] = useState(row);
  const [drafts, setDrafts] = useState<readonly FieldDraft[]>(() =>
    row === null ? newDrafts(columns) : editDrafts(columns, row),
  );
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());
  const [failure, setFailure] = useState<Pick<Failure, "message" | "reference"> | null>(null);
  const [stage, setStage] = useState<Stage>({ at: "typing" });
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState(0);
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);

  const changes = drafts.flatMap((draft) => {
    const value = changeOf(draft);
    return value === undefined ? [] : [[draft.column.name, value] as const];
  });

  async function save(current: RowDto | null): Promise<void> {
    const wrong = new Map(
      drafts.flatMap((draft) => {
        const problem = problemOf(draft);
        return problem === null ? [] : [[draft.column.name, problem] as const];
      }),
    );
    setProblems(wrong);
    setFailure(null);
    if (wrong.size > 0) return refuse();
    if (current !== null && changes.length === 0) return onClose();
    setBusy(true);
    const { objectId, environment } = place;
    const target = { objectId, environment, values: changes };
    const result = await call("changing", () =>
      current === null ? createRow(target) : updateRow({ ...target, key: current.key, seen: seenOf(columns, current) }),
    );
    setBusy(false);
    take(result);
  }

  function take(result: Result<RowOutcome>): void {
    if (result.ok) show(result.value);
    else {
      const fields = result.error.fields ?? {};
      setProblems(new Map(columns.flatMap(({ name }) => problemIn(fields, name))));
      setFailure(result.error);
      setStage({ at: "typing" });
      refuse();
    }
  }

  function show(outcome: RowOutcome): void {
    switch (outcome.outcome) {
      case "written":
        showToast({ tone: "ok", title: row === null ? "The row is created" : "The row is saved" });
        onWritten();
        onClose();
        break;
      case "changed":
        setStage({ at: "conflict", theirs: outcome.row });
        break;
      case "gone":
        setStage({ at: "gone" });
        onWritten();
        break;
      case "refused":
        setStage({ at: "typing" });
        setFailure(outcome.column === null ? { message: outcome.sentence, reference: null } : null);
        if (outcome.column !== null) setProblems(new Map([[outcome.column, outcome.sentence]]));
        refuse();
    }
  }

  function refuse(): void {
    setRefusals((before) => before + 1);
  }

  function keepMine(theirs: RowDto): void {
    setBase(theirs);
    void save(theirs);
  }

  function takeTheirs(theirs: RowDto): void {
    setBase(theirs);
    setDrafts(editDrafts(columns, theirs));
    setStage({ at: "typing" });
    onWritten();
  }

  const isNew = row === null;
  const isTyping = stage.at === "typing";
  return (
    <RowDialog
      title={isNew ? "New row" : "Edit row"}
      line={isNew ? objectName : `${objectName} · ${row.key}`}
      environment={place.environment}
      width="form"
      unsaved={stage.at === "gone" || !drafts.some(isTouched) ? null : "What you typed is not written to the table."}
      opener={opener}
      onClose={onClose}
      footer={(close) => (
        <>
          <span className="grow text-muted text-small max-sm:hidden">
            {isTyping ? writtenTo(place.environment) : "Nothing was written"}
          </span>
          <Button kind="quiet" onClick={close} className="max-sm:h-12">
            {stage.at === "gone" ? "Close" : "Cancel"}
          </Button>
          {stage.at === "conflict" && (
            <>
              <Button onClick={() => takeTheirs(stage.theirs)} className="max-sm:h-12 max-sm:grow">
                Take theirs
              </Button>
              <Button
                kind="primary"
                busy={busy}
                onClick={() => keepMine(stage.theirs)}
                className="max-sm:h-12 max-sm:grow"
              >
                Keep mine
              </Button>
            </>
          )}
          {isTyping && (
            <Button kind="primary" type="submit" form={formId} busy={busy} className="max-sm:h-12 max-sm:grow">
              {isNew ? "Create row" : "Save"}
            </Button>
          )}
        </>
      )}
    >
      <div className="px-6 pt-5 pb-6 max-sm:px-4">
        {place.environment === "production" && stage.at !== "gone" && (
          <ProductionNotice className="mb-4">
            {isNew ? "The row is created in its table at once." : "What you save is written to its table at once."}
          </ProductionNotice>
        )}
        <div role="alert">
          {failure !== null && (
            <Notice tone="fail" className="mb-4">
              {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
            </Notice>
          )}
          {stage.at === "gone" && (
            <Notice tone="stale" title="This row is gone.">
              Somebody deleted it since you read it. Nothing was written.
            </Notice>
          )}
        </div>
        {stage.at === "conflict" && base !== null && (
          <Conflict columns={columns} seen={base} theirs={stage.theirs} mine={overRow(drafts, stage.theirs)} />
        )}
        {isTyping && (
          <form
            ref={form}
            id={formId}
            noValidate
            className="grid gap-x-4 gap-y-3.5 sm:grid-cols-2"
            onSubmit={(event: FormEvent) => {
              event.preventDefault();
              void save(base);
            }}
          >
            {drafts.map((draft) => (
              <ValueField
                key={draft.column.name}
                draft={draft}
                problem={problems.get(draft.column.name)}
                onChange={(next) => {
                  setDrafts((before) => before.map((each) => (each.column.name === next.column.name ? next : each)));
                  setProblems((before) => new Map([...before].filter(([name]) => name !== next.column.name)));
                }}
              />
            ))}
          </form>
        )}
      </div>
    </RowDialog>
  );
}

function writtenTo(environment: Environment): string {
  return environment === "production" ? "Written to the table in Production" : "Written to the table itself";
}

function problemIn(fields: Record<string, string>, column: string): [string, string][] {
  const problem = fields[fieldOf(column)];
  return problem === undefined ? [] : [[column, problem]];
}
