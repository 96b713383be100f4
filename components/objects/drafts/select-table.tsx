"use client";

import { RefreshCw, Search, Table } from "lucide-react";
import { memo, useCallback, useDeferredValue, useEffect, useId, useMemo, useState } from "react";
import { useAnswer } from "@/components/shell/use-answer";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { matchesSearch, type ObjectDraft, type OfferedTable, type OfferedTables } from "@/lib/objects/drafts/schema";
import { ListSearch } from "./list-search";
import { ListWaiting, ReadingFailed, ReadingNote } from "./reading-state";
import { SentenceText } from "./sentence-text";

const quietMs = 250;
/** Drawn at once: a page of thousands answers no key in time. */
const drawnAtOnce = 200;

type SelectTableProps = {
  /** The draft's own address. */
  href: string;
  connection: { id: string; name: string };
  chosen: ObjectDraft["table"];
  onChoose: (table: NonNullable<ObjectDraft["table"]>) => void;
};

/** First step: every table and view that the connection may read; what no object can be made of says why. */
export function SelectTable({ href, connection, chosen, onChoose }: SelectTableProps) {
  const [text, setText] = useState("");
  const [search, setSearch] = useState("");
  const { value, failure, isReading, again, cancel } = useAnswer<OfferedTables>(`${href}/tables`, {
    connectionId: connection.id,
    search,
  });
  const isCut = value !== null && value.total > value.tables.length;
  const wanted = text.trim();
  // What is here is searched here. Only of a catalog that was cut does the server know more.
  useEffect(() => {
    if (wanted === search || !(isCut || search !== "")) return;
    const timer = setTimeout(() => setSearch(wanted), quietMs);
    return () => clearTimeout(timer);
  }, [wanted, search, isCut]);
  const narrowed = useDeferredValue(wanted);
  const shown = useMemo(() => value?.tables.filter((table) => matchesSearch(table, narrowed)) ?? [], [value, narrowed]);
  return (
    <>
      <div className="mt-4 flex flex-wrap gap-2">
        <ListSearch label="Search tables" text={text} onType={setText} />
        <Button icon={<RefreshCw size={16} strokeWidth={1.75} aria-hidden />} onClick={again}>
          Refresh
        </Button>
      </div>
      <p role="status" className="mt-3 min-h-5 text-small text-muted tabular-nums">
        {isReading ? (
          <ReadingNote what="the catalog" onCancel={cancel} />
        ) : (
          value !== null && told(value, shown.length, narrowed !== "")
        )}
      </p>
      {failure !== null && <ReadingFailed what="The tables" failure={failure} onRetry={again} />}
      {value === null && failure === null && <ListWaiting />}
      {value !== null &&
        (shown.length > 0 ? (
          <TableChoices tables={shown} chosen={chosen} onChoose={onChoose} />
        ) : (
          !isReading && <NoTables connection={connection.name} search={narrowed} onClear={() => setText("")} />
        ))}
    </>
  );
}

function told({ total, tables }: OfferedTables, shown: number, isNarrowed: boolean): string {
  const count = (many: number) => many.toLocaleString("en");
  const all = total === 1 ? "1 table or view" : `${count(total)} tables and views`;
  if (tables.length < total) return `The first ${count(tables.length)} of ${all}. Search to find the others.`;
  return isNarrowed && shown < total ? `${count(shown)} of ${all}` : all;
}

function NoTables({ connection, search, onClear }: { connection: string; search: string; onClear: () => void }) {
  const isSearched = search !== "";
  const Icon = isSearched ? Search : Table;
  return (
    <div className="mt-2 border-t border-line pt-4">
      <EmptyState
        icon={<Icon className="size-6" strokeWidth={1.5} aria-hidden />}
        title={isSearched ? `No table or view matches “${search}”` : "There is no table to select"}
        actions={isSearched && <Button onClick={onClear}>Clear search</Button>}
      >
        {isSearched
          ? "Its schema and name were searched. One that was made just now appears after Refresh."
          : `The database user of ${connection} may read no table or view. Grant it one, then refresh.`}
      </EmptyState>
    </div>
  );
}

type TableChoicesProps = Pick<SelectTableProps, "chosen" | "onChoose"> & { tables: readonly OfferedTable[] };

const TableChoices = memo(function TableChoices({ tables, chosen, onChoose }: TableChoicesProps) {
  const group = useId();
  const [limit, setLimit] = useState(drawnAtOnce);
  const drawn = tables.slice(0, limit);
  const hasRefused = drawn.some(({ refusal }) => refusal !== null);
  const left = tables.length - drawn.length;
  return (
    <fieldset className="choices mt-2">
      <legend className="sr-only">Table</legend>
      <div className="choices-head" aria-hidden="true">
        <span>Table or view</span>
        {hasRefused && <span>Why it cannot be selected</span>}
      </div>
      {drawn.map((table) => (
        <TableChoice
          key={JSON.stringify([table.schema, table.name])}
          group={group}
          table={table}
          chosen={chosen !== null && chosen.schema === table.schema && chosen.name === table.name}
          onChoose={onChoose}
        />
      ))}
      {left > 0 && (
        <p className="flex flex-wrap items-center gap-3 py-3 text-small text-muted tabular-nums">
          <Button size="control" onClick={() => setLimit(limit + drawnAtOnce)}>
            Show more
          </Button>
          {left.toLocaleString("en")} more. Searching finds them faster.
        </p>
      )}
    </fieldset>
  );
});

type TableChoiceProps = Pick<SelectTableProps, "onChoose"> & { group: string; table: OfferedTable; chosen: boolean };

// Of thousands only the two that change are drawn again.
const TableChoice = memo(function TableChoice({ group, table, chosen, onChoose }: TableChoiceProps) {
  const id = useId();
  const { schema, name, refusal } = table;
  const choose = useCallback(() => refusal === null && onChoose({ schema, name }), [schema, name, refusal, onChoose]);
  return (
    <label>
      <input
        type="radio"
        name={group}
        checked={chosen}
        aria-disabled={refusal !== null || undefined}
        aria-labelledby={`${id}-name`}
        aria-describedby={refusal !== null ? `${id}-reason` : undefined}
        data-refused={refusal !== null || undefined}
        onChange={choose}
      />
      <bdi id={`${id}-name`} className="name">
        {schema}.{name}
      </bdi>
      {refusal !== null && (
        <span id={`${id}-reason`} className="said">
          <SentenceText sentence={refusal} />
        </span>
      )}
    </label>
  );
});
