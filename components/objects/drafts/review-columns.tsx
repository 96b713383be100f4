"use client";

import { KeyRound } from "lucide-react";
import { memo } from "react";
import { Notice } from "@/components/ui/alert";
import { Input } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import type { DescribedTable, DraftColumn, ObjectDraft, OfferedColumn } from "@/lib/objects/drafts/schema";
import { SentenceText } from "./sentence-text";
import { UseMay } from "./use-may";

type ReviewColumnsProps = {
  table: DescribedTable;
  draft: ObjectDraft;
  onChange: (change: Partial<ObjectDraft>) => void;
  onChangeColumn: (name: string, change: Partial<DraftColumn>) => void;
};

/** Third step: who may write rows, what each column is called, and which are read-only. */
export function ReviewColumns({ table, draft, onChange, onChangeColumn }: ReviewColumnsProps) {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  return (
    <>
      <p className="mt-1 max-w-[80ch] text-body text-ink-2">{rowPrivileges(table)}</p>
      {table.newRowRefusal !== null && (
        <Notice tone="note" title="New rows cannot be made:" className="mt-3 max-w-[720px]">
          <SentenceText sentence={table.newRowRefusal} />. The object shows its rows without New row.
        </Notice>
      )}
      <UseMay
        table={table}
        value={draft.membersWithUseMay}
        onChange={(membersWithUseMay) => onChange({ membersWithUseMay })}
      />
      <div className="review-head mt-6" aria-hidden="true">
        <span>Label</span>
        <span>Column</span>
        <span>The database user may</span>
        <span>Read-only</span>
      </div>
      <ul aria-label="Columns" className="review">
        {draft.columns.map((choice) => {
          const column = byName.get(choice.name);
          return (
            column !== undefined && (
              <ReviewedColumn key={choice.name} column={column} choice={choice} onChange={onChangeColumn} />
            )
          );
        })}
      </ul>
    </>
  );
}

type ReviewedColumnProps = {
  column: OfferedColumn;
  choice: DraftColumn;
  onChange: ReviewColumnsProps["onChangeColumn"];
};

const ReviewedColumn = memo(function ReviewedColumn({ column, choice, onChange }: ReviewedColumnProps) {
  const { name, type, nativeType, primaryKey } = column;
  const rule = column.rule.readOnly;
  const typeText = type.replaceAll("_", " ");
  return (
    <li>
      <Input
        aria-label={`Label of ${name}`}
        value={choice.label}
        maxLength={100}
        onChange={(event) => onChange(name, { label: event.target.value })}
      />
      <span className="min-w-0 text-small text-muted wrap-anywhere">
        <bdi className="block font-mono text-[12.5px] text-ink">
          {primaryKey && (
            <KeyRound
              role="img"
              aria-label="Primary key"
              className="mr-1.5 inline size-3.5 text-muted"
              strokeWidth={2}
            />
          )}
          {name}
        </bdi>
        {typeText}
        {nativeType !== typeText && (
          <>
            {" "}
            · <bdi>{nativeType}</bdi>
          </>
        )}
      </span>
      <span className="text-small text-ink-2">
        <span className="text-muted md:hidden">The database user may </span>
        {privileges(column)}
      </span>
      <Switch
        label="Read-only"
        aria-label={`Read-only: ${name}`}
        checked={rule?.value ?? choice.readOnly}
        lockedBy={rule?.reason ?? null}
        onSwitch={(readOnly) => onChange(name, { readOnly })}
      />
    </li>
  );
});

/** Of the database user, on whole rows. */
function rowPrivileges({ newRowRefusal, mayDelete }: DescribedTable): string {
  if (newRowRefusal === null) {
    return mayDelete
      ? "The database user may make and delete rows of this table."
      : "The database user may make rows of this table, but not delete them.";
  }
  return mayDelete
    ? "The database user may delete rows of this table, but not make them."
    : "The database user may neither make nor delete rows of this table.";
}

/** Of the database user, on one column, as the server says. */
function privileges({ mayInsert, mayUpdate }: OfferedColumn): string {
  return ["read", ...(mayInsert ? ["insert"] : []), ...(mayUpdate ? ["update"] : [])].join(", ");
}
