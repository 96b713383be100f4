"use client";

import { type SortingState, useTable } from "@tanstack/react-table";
import { type KeyboardEvent, memo, useMemo } from "react";
import type { ConnectionRow } from "@/lib/connections/schema";
import type { CellSurroundings } from "./connection-cells";
import { cells, columns, features } from "./connection-columns";
import { columnOrder, type ListView } from "./list-url";
import type { ChangeList } from "./use-list-navigation";

type ConnectionsTableProps = CellSurroundings & {
  rows: readonly ConnectionRow[];
  createdId: string | null;
  view: Pick<ListView, "sort" | "direction" | "hidden">;
  onChange: ChangeList;
};

// The table only keeps columns, order and visibility.
const noRows: ConnectionRow[] = [];

/** The rows of one page. The server sorts and filters; this only shows, so it is drawn again for new rows alone. */
export const ConnectionsTable = memo(function ConnectionsTable(props: ConnectionsTableProps) {
  const { rows, createdId, view, onChange, selfId, now, onLink, onObjects, onOptions } = props;
  const sorting = useMemo<SortingState>(() => [{ id: view.sort, desc: view.direction === "desc" }], [view]);
  const columnVisibility = useMemo(() => Object.fromEntries(view.hidden.map((id) => [id, false])), [view]);
  const table = useTable({
    features,
    columns,
    data: noRows,
    state: { sorting, columnVisibility },
    manualSorting: true,
  });
  const toggle = (id: string, first: ListView["direction"]) => {
    const sort = columnOrder.find((column) => column === id);
    if (sort === undefined) return;
    const other = { asc: "desc", desc: "asc" } as const;
    onChange((intended) => ({ sort, direction: intended.sort === sort ? other[intended.direction] : first }));
  };
  const at = { selfId, now, onLink, onObjects, onOptions };
  const shown = table.getVisibleLeafColumns().map((column) => column.id);
  const drawn = cells.filter(({ id }) => shown.includes(id));
  return (
    <table className="data-table connections-table mt-3" onKeyDown={moveBetweenRows}>
      <colgroup>
        {shown.map((id) => (
          <col key={id} className={id} />
        ))}
      </colgroup>
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {group.headers.map(({ id, column }) => (
              <HeaderCell
                key={id}
                id={id}
                sorted={column.getIsSorted()}
                onToggle={() => toggle(id, column.getFirstSortDir())}
              >
                {typeof column.columnDef.header === "string" ? column.columnDef.header : null}
              </HeaderCell>
            ))}
          </tr>
        ))}
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className={row.id === createdId ? "created" : undefined}>
            {drawn.map(({ id, Cell }) => (
              <Cell key={id} connection={row} at={at} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
});

type HeaderCellProps = {
  id: string;
  sorted: false | "asc" | "desc";
  onToggle: () => void;
  children: string | null;
};

function HeaderCell({ id, sorted, onToggle, children }: HeaderCellProps) {
  if (children === null) {
    return (
      <th scope="col" className={id}>
        <span className="sr-only">More options</span>
      </th>
    );
  }
  const order = sorted === false ? undefined : sorted === "asc" ? "ascending" : "descending";
  return (
    <th scope="col" className={id === "objects" ? "objects number" : id} aria-sort={order}>
      <button type="button" className="sort" onClick={onToggle}>
        {children}
        <svg
          viewBox="0 0 24 24"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.2"
          strokeLinecap="round"
          strokeLinejoin="round"
          aria-hidden="true"
        >
          <path d={sorted === "asc" ? "M12 19V5M5 12l7-7 7 7" : "M12 5v14M19 12l-7 7-7-7"} />
        </svg>
      </button>
    </th>
  );
}

/** Which row a control stands in. */
export function rowIdOf(control: Element): string | null {
  return control.closest("tr")?.querySelector(".title a")?.id ?? null;
}

// Fifty rows are some three hundred Tab stops; Up and Down go to the same place in the next row.
function moveBetweenRows(event: KeyboardEvent<HTMLTableElement>) {
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  const cell = event.target instanceof Element ? event.target.closest("tbody td") : null;
  const row =
    event.key === "ArrowUp" ? cell?.parentElement?.previousElementSibling : cell?.parentElement?.nextElementSibling;
  if (!cell || !row) return;
  const place = row.querySelector(`td.${cell.classList[0]}`)?.querySelector<HTMLElement>("a, button, time");
  if (!place) return;
  event.preventDefault();
  place.focus();
}
