"use client";

import { useId } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import type { DescribedTable, DraftColumn, OfferedColumn } from "@/lib/objects/drafts/schema";
import { fitColumns, newColumn } from "./fit-columns";

type SelectColumnsProps = {
  table: DescribedTable;
  columns: readonly DraftColumn[];
  onChange: (columns: DraftColumn[]) => void;
};

/** Second step: which columns the object shows. Locked and greyed ones say why. */
export function SelectColumns({ table, columns, onChange }: SelectColumnsProps) {
  const chosen = new Set(columns.map(({ name }) => name));
  const all = table.columns.map(({ name }) => columns.find((each) => each.name === name) ?? newColumn(name));
  return (
    <>
      <div className="mt-4 flex flex-wrap items-center gap-2">
        <p role="status" className="grow text-small text-muted">
          {columns.length} of {table.columns.length} columns chosen
        </p>
        <Button onClick={() => onChange(fitColumns(all, table))}>Select all</Button>
      </div>
      <fieldset className="mt-3 border-t border-line">
        <legend className="sr-only">Columns</legend>
        {table.columns.map((column) => (
          <ColumnChoice
            key={column.name}
            column={column}
            chosen={chosen.has(column.name)}
            onChange={(isChosen) => {
              const others = columns.filter(({ name }) => name !== column.name);
              onChange(fitColumns(isChosen ? [...others, newColumn(column.name)] : others, table));
            }}
          />
        ))}
      </fieldset>
    </>
  );
}

type ColumnChoiceProps = { column: OfferedColumn; chosen: boolean; onChange: (chosen: boolean) => void };

function ColumnChoice({ column, chosen, onChange }: ColumnChoiceProps) {
  const id = useId();
  const { lockedIn, greyed } = column.rule;
  const reason = greyed ?? lockedIn;
  return (
    <label
      className={classNames(
        "flex min-h-11 items-center gap-3 border-b border-line px-2 py-1.5",
        reason === null ? "cursor-pointer hover:bg-hover" : "cursor-not-allowed",
      )}
    >
      <input
        type="checkbox"
        checked={chosen}
        aria-disabled={reason !== null || undefined}
        aria-describedby={id}
        onChange={(event) => reason === null && onChange(event.target.checked)}
        className={classNames("size-4 shrink-0 accent-[var(--color-fill)]", reason !== null && "opacity-50")}
      />
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-3">
        <bdi
          className={classNames("font-mono text-[12.5px] wrap-anywhere", greyed === null ? "text-ink" : "text-muted")}
        >
          {column.name}
        </bdi>
        <span id={id} className="text-small text-muted wrap-anywhere">
          <bdi>{column.nativeType}</bdi>
          {reason !== null && ` · ${reason}`}
        </span>
      </span>
    </label>
  );
}
