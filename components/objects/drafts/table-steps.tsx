"use client";

import { useCallback, useEffect } from "react";
import { describeTable } from "@/lib/objects/drafts/actions";
import type { ObjectDraft } from "@/lib/objects/drafts/schema";
import { FailedReading } from "./failed-reading";
import { fitColumns } from "./fit-columns";
import { ReviewColumns } from "./review-columns";
import { SelectColumns } from "./select-columns";
import { SentenceText } from "./sentence-text";
import { useReading } from "./use-reading";

type TableStepsProps = {
  connectionId: string;
  table: NonNullable<ObjectDraft["table"]>;
  draft: ObjectDraft;
  step: "columns" | "review";
  onChange: (change: Partial<ObjectDraft>) => void;
};

/** The steps that need the table as it is now. */
export function TableSteps({ connectionId, table: { schema, name }, draft, step, onChange }: TableStepsProps) {
  const read = useCallback(
    () => describeTable({ connectionId, table: { schema, name } }),
    [connectionId, schema, name],
  );
  const { value: table, failure, isReading, again } = useReading(read);
  const fitting = table === null || table.refusal !== null ? null : fitColumns(draft.columns, table);
  const isFitting = fitting === null || JSON.stringify(fitting) === JSON.stringify(draft.columns);
  useEffect(() => {
    if (!isFitting && fitting !== null) onChange({ columns: fitting });
  }, [isFitting, fitting, onChange]);
  if (failure !== null) return <FailedReading failure={failure} onRetry={again} />;
  if (table === null || isReading) {
    return (
      <p role="status" className="mt-4 text-body text-muted">
        Reading the table
      </p>
    );
  }
  if (table.refusal !== null) {
    return (
      <p role="alert" className="mt-4 text-body text-fail wrap-anywhere">
        No object can be made of this table any more: <SentenceText sentence={table.refusal} />. Go back and select
        another.
      </p>
    );
  }
  return step === "columns" ? (
    <SelectColumns table={table} columns={draft.columns} onChange={(columns) => onChange({ columns })} />
  ) : (
    <ReviewColumns table={table} draft={draft} onChange={onChange} />
  );
}
