"use client";

import { useCallback, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Input } from "@/components/ui/field";
import { listTables } from "@/lib/objects/drafts/actions";
import type { ObjectDraft, OfferedTable } from "@/lib/objects/drafts/schema";
import { FailedReading } from "./failed-reading";
import { SentenceText } from "./sentence-text";
import { useReading } from "./use-reading";

type SelectTableProps = {
  connectionId: string;
  chosen: ObjectDraft["table"];
  onChoose: (table: NonNullable<ObjectDraft["table"]>) => void;
};

/** First step: every table and view that the connection may read; what no object can be made of says why. */
export function SelectTable({ connectionId, chosen, onChoose }: SelectTableProps) {
  const group = useId();
  const [text, setText] = useState("");
  const [search, setSearch] = useState("");
  const read = useCallback(() => listTables({ connectionId, search }), [connectionId, search]);
  const { value, failure, isReading, again } = useReading(read);
  return (
    <>
      <form
        className="mt-4 flex flex-wrap gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          setSearch(text.trim());
        }}
      >
        <Input
          type="search"
          aria-label="Search tables"
          placeholder="Search tables"
          maxLength={100}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="max-w-80 min-w-40 grow basis-40"
        />
        <Button type="submit">Search</Button>
        <Button busy={isReading} onClick={again}>
          Refresh
        </Button>
      </form>
      <p role="status" className="mt-3 min-h-5 text-small text-muted">
        {value !== null && !isReading && told(value.total, value.tables.length)}
        {isReading && "Reading the catalog"}
      </p>
      {failure !== null && <FailedReading failure={failure} onRetry={again} />}
      {value !== null && value.tables.length > 0 && (
        <fieldset className="mt-1 border-t border-line">
          <legend className="sr-only">Table</legend>
          {value.tables.map((table) => (
            <TableChoice
              key={JSON.stringify([table.schema, table.name])}
              group={group}
              table={table}
              chosen={chosen !== null && chosen.schema === table.schema && chosen.name === table.name}
              onChoose={() => onChoose({ schema: table.schema, name: table.name })}
            />
          ))}
        </fieldset>
      )}
    </>
  );
}

function told(total: number, listed: number): string {
  if (total === 0) return "No table or view matches. Search for something else, or refresh.";
  const count = total === 1 ? "1 table or view" : `${total.toLocaleString("en")} tables and views`;
  return listed < total ? `The first ${listed.toLocaleString("en")} of ${count}. Search to find the others.` : count;
}

type TableChoiceProps = { group: string; table: OfferedTable; chosen: boolean; onChoose: () => void };

function TableChoice({ group, table, chosen, onChoose }: TableChoiceProps) {
  const id = useId();
  const refused = table.refusal !== null;
  return (
    <label
      className={classNames(
        "flex min-h-11 items-center gap-3 border-b border-line px-2 py-1.5",
        refused ? "cursor-not-allowed" : "cursor-pointer hover:bg-hover",
        chosen && !refused && "bg-accent-soft",
      )}
    >
      <input
        type="radio"
        name={group}
        checked={chosen}
        aria-disabled={refused || undefined}
        aria-describedby={refused ? id : undefined}
        onChange={() => !refused && onChoose()}
        className={classNames("size-4 shrink-0 accent-[var(--color-fill)]", refused && "opacity-50")}
      />
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-3">
        <bdi className={classNames("font-mono text-[12.5px] wrap-anywhere", refused ? "text-muted" : "text-ink")}>
          {table.schema}.{table.name}
        </bdi>
        {table.refusal !== null && (
          <span id={id} className="text-small text-muted wrap-anywhere">
            <SentenceText sentence={table.refusal} />
          </span>
        )}
      </span>
    </label>
  );
}
