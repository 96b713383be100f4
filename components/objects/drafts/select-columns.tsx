"use client";

import { KeyRound, Lock, Search } from "lucide-react";
import { useDeferredValue, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { DescribedTable, DraftColumn, OfferedColumn } from "@/lib/objects/drafts/schema";
import { fitColumns, newColumn } from "./fit-columns";
import { ListSearch } from "./list-search";

/** Of fewer, one sees all at once. */
const searchedFrom = 20;

type SelectColumnsProps = {
  table: DescribedTable;
  columns: readonly DraftColumn[];
  onChange: (columns: DraftColumn[]) => void;
};

/** Second step: which columns the object shows. Locked and greyed ones say why. */
export function SelectColumns({ table, columns, onChange }: SelectColumnsProps) {
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const chosen = new Set(columns.map(({ name }) => name));
  const before = new Map(columns.map((column) => [column.name, column]));
  const all = table.columns.map(({ name }) => before.get(name) ?? newColumn(name));
  const shown = table.columns.filter(({ name }) => name.toLowerCase().includes(wanted));
  const isSearched = table.columns.length >= searchedFrom;
  return (
    <>
      <div className="mt-4 flex flex-wrap items-center gap-2">
        {isSearched && <ListSearch label="Search columns" text={text} onType={setText} />}
        <Button onClick={() => onChange(fitColumns(all, table))}>Select all</Button>
        <Button kind="quiet" onClick={() => onChange(fitColumns([], table))}>
          Clear selection
        </Button>
      </div>
      <p role="status" className="mt-3 min-h-5 text-small text-muted tabular-nums">
        {columns.length} of {table.columns.length} columns selected
        {shown.length < table.columns.length && `, ${shown.length} shown`}
      </p>
      {shown.length === 0 ? (
        <div className="mt-2 border-t border-line pt-4">
          <EmptyState
            icon={<Search className="size-6" strokeWidth={1.5} aria-hidden />}
            title={`No column matches “${text.trim()}”`}
            actions={<Button onClick={() => setText("")}>Clear search</Button>}
          >
            What is selected stays selected.
          </EmptyState>
        </div>
      ) : (
        <fieldset className="choices choices-of-columns mt-2">
          <legend className="sr-only">Columns</legend>
          <div className="choices-head" aria-hidden="true">
            <span>Column</span>
            <span>Type</span>
            <span>Rule</span>
          </div>
          {shown.map((column) => (
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
      )}
    </>
  );
}

type ColumnChoiceProps = { column: OfferedColumn; chosen: boolean; onChange: (chosen: boolean) => void };

function ColumnChoice({ column, chosen, onChange }: ColumnChoiceProps) {
  const id = useId();
  const { lockedIn, greyed } = column.rule;
  const reason = greyed ?? lockedIn;
  const Icon = column.primaryKey ? KeyRound : Lock;
  return (
    <label>
      <input
        type="checkbox"
        checked={chosen}
        aria-disabled={reason !== null || undefined}
        aria-labelledby={`${id}-name`}
        aria-describedby={reason === null ? `${id}-type` : `${id}-type ${id}-reason`}
        data-refused={greyed !== null || undefined}
        onChange={(event) => reason === null && onChange(event.target.checked)}
      />
      <bdi id={`${id}-name`} className="name">
        {column.name}
      </bdi>
      <bdi id={`${id}-type`} className="said">
        {column.nativeType}
      </bdi>
      {reason !== null && (
        <span id={`${id}-reason`} className="said">
          <Icon strokeWidth={2} aria-hidden />
          {reason}
        </span>
      )}
    </label>
  );
}
