"use client";

import { useEffect } from "react";
import { useAnswer } from "@/components/shell/use-answer";
import { Notice } from "@/components/ui/alert";
import type { DescribedTable, DraftColumn, DraftDetail, ObjectDraft } from "@/lib/objects/drafts/schema";
import { Changes } from "./changes";
import { fitColumns } from "./fit-columns";
import { ListWaiting, ReadingFailed, ReadingNote } from "./reading-state";
import { ReviewColumns } from "./review-columns";
import { SelectColumns } from "./select-columns";
import { SentenceText } from "./sentence-text";

type TableStepsProps = {
  /** The draft's own address. */
  href: string;
  connectionId: string;
  table: NonNullable<ObjectDraft["table"]>;
  draft: ObjectDraft;
  step: "columns" | "review";
  /** What is published, to say what becomes different. */
  live: DraftDetail["live"];
  onChange: (change: Partial<ObjectDraft>) => void;
  onChangeColumn: (name: string, change: Partial<DraftColumn>) => void;
};

/** The steps that need the table as it is now. */
export function TableSteps(props: TableStepsProps) {
  const { href, connectionId, table: chosen, draft, step, live, onChange, onChangeColumn } = props;
  const {
    value: table,
    failure,
    isReading,
    again,
    cancel,
  } = useAnswer<DescribedTable>(`${href}/table`, { connectionId, table: chosen });
  const fitting = table === null || table.refusal !== null ? null : fitColumns(draft.columns, table);
  const isFitting = fitting === null || JSON.stringify(fitting) === JSON.stringify(draft.columns);
  useEffect(() => {
    if (!isFitting && fitting !== null) onChange({ columns: fitting });
  }, [isFitting, fitting, onChange]);
  if (failure !== null) return <ReadingFailed what="The table" failure={failure} onRetry={again} />;
  if (table === null || isReading) {
    return (
      <>
        <p role="status" className="mt-4 min-h-5 text-small text-muted">
          <ReadingNote what="the table" onCancel={cancel} />
        </p>
        <ListWaiting />
      </>
    );
  }
  if (table.refusal !== null) {
    return (
      <div role="alert">
        <Notice tone="fail" title="No object can be made of this table any more." className="mt-4 max-w-[720px]">
          <SentenceText sentence={table.refusal} />. Go back and select another.
        </Notice>
      </div>
    );
  }
  return step === "columns" ? (
    <SelectColumns table={table} columns={draft.columns} onChange={(columns) => onChange({ columns })} />
  ) : (
    <>
      {live !== null && <Changes live={live} draft={draft} table={table} />}
      <ReviewColumns table={table} draft={draft} onChange={onChange} onChangeColumn={onChangeColumn} />
    </>
  );
}
