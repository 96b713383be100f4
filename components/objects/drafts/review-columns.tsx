"use client";

import { useId } from "react";
import { Notice } from "@/components/ui/alert";
import { classNames } from "@/components/ui/class-names";
import { Input } from "@/components/ui/field";
import type { DescribedTable, DraftColumn, ObjectDraft, OfferedColumn } from "@/lib/objects/drafts/schema";
import { SentenceText } from "./sentence-text";

type ReviewColumnsProps = {
  table: DescribedTable;
  draft: ObjectDraft;
  onChange: (change: Partial<ObjectDraft>) => void;
};

/** Third step: what each column is called, what may be written, and by whom. */
export function ReviewColumns({ table, draft, onChange }: ReviewColumnsProps) {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const replace = (name: string, change: Partial<DraftColumn>) =>
    onChange({ columns: draft.columns.map((each) => (each.name === name ? { ...each, ...change } : each)) });
  return (
    <>
      <p className="mt-2 text-body text-ink-2">{rowPrivileges(table)}</p>
      {table.newRowRefusal !== null && (
        <Notice tone="note" title="New rows cannot be made:" className="mt-3 max-w-[80ch]">
          <SentenceText sentence={table.newRowRefusal} />. The object shows its rows without New row.
        </Notice>
      )}
      <ul aria-label="Columns" className="mt-4 border-t border-line">
        {draft.columns.map((choice) => {
          const column = byName.get(choice.name);
          return (
            column !== undefined && (
              <ReviewedColumn
                key={choice.name}
                column={column}
                choice={choice}
                onChange={(change) => replace(choice.name, change)}
              />
            )
          );
        })}
      </ul>
      <UseMay value={draft.membersWithUseMay} onChange={(membersWithUseMay) => onChange({ membersWithUseMay })} />
    </>
  );
}

type ReviewedColumnProps = {
  column: OfferedColumn;
  choice: DraftColumn;
  onChange: (change: Partial<DraftColumn>) => void;
};

function ReviewedColumn({ column, choice, onChange }: ReviewedColumnProps) {
  const id = useId();
  const rule = column.rule.readOnly;
  return (
    <li className="flex flex-wrap items-center gap-x-5 gap-y-2 border-b border-line px-2 py-2.5">
      <Input
        aria-label={`Label of ${column.name}`}
        value={choice.label}
        maxLength={100}
        onChange={(event) => onChange({ label: event.target.value })}
        className="w-auto! min-w-40 grow basis-40 sm:max-w-60"
      />
      <span className="min-w-0 grow basis-52 text-small text-muted wrap-anywhere">
        <bdi className="block font-mono text-[12.5px] text-ink">{column.name}</bdi>
        {column.type} · <bdi>{column.nativeType}</bdi> · {privileges(column)}
      </span>
      <span className="grow basis-52">
        <label className="inline-flex min-h-6 items-center gap-2 text-body text-ink pointer-coarse:min-h-11">
          <input
            type="checkbox"
            role="switch"
            aria-checked={rule?.value ?? choice.readOnly}
            aria-label={`Read-only: ${column.name}`}
            aria-describedby={rule === null ? undefined : id}
            aria-disabled={rule !== null || undefined}
            checked={rule?.value ?? choice.readOnly}
            onChange={(event) => rule === null && onChange({ readOnly: event.target.checked })}
            className={classNames("size-4 accent-[var(--color-fill)]", rule !== null && "opacity-50")}
          />
          Read-only
        </label>
        {rule !== null && (
          <span id={id} className="block text-small text-muted">
            {rule.reason}
          </span>
        )}
      </span>
    </li>
  );
}

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

/** Of the database user, as the server says. */
function privileges({ mayInsert, mayUpdate }: OfferedColumn): string {
  return ["read", ...(mayInsert ? ["insert"] : []), ...(mayUpdate ? ["update"] : [])].join(", ");
}

const levels = [
  { value: "read", label: "Read", line: "They see rows, and change none" },
  { value: "write", label: "Read and write", line: "They make, edit and delete rows too" },
] as const;

type UseMayProps = {
  value: ObjectDraft["membersWithUseMay"];
  onChange: (value: ObjectDraft["membersWithUseMay"]) => void;
};

function UseMay({ value, onChange }: UseMayProps) {
  const id = useId();
  return (
    <fieldset className="mt-6 max-w-[560px]">
      <legend className="text-body font-medium">Members with use may</legend>
      <div className="mt-1 grid gap-1">
        {levels.map((level) => (
          <label
            key={level.value}
            className={classNames(
              "flex min-h-11 cursor-pointer items-center gap-3 rounded-control border px-3 py-1.5",
              level.value === value ? "border-accent bg-accent-soft" : "border-line hover:bg-hover",
            )}
          >
            <input
              type="radio"
              name={id}
              checked={level.value === value}
              onChange={() => onChange(level.value)}
              aria-label={level.label}
              aria-describedby={`${id}-${level.value}`}
              className="size-4 accent-[var(--color-fill)]"
            />
            <span>
              <span className="block text-body font-medium">{level.label}</span>
              <span id={`${id}-${level.value}`} className="block text-small text-ink-2">
                {level.line}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
