"use client";

import { type SortingState, useTable } from "@tanstack/react-table";
import { type KeyboardEvent, memo, useMemo } from "react";
import type { ConnectionRow } from "@/lib/connections/schema";
import { nextDirection, type SortDirection } from "../ui/sort-direction";
import { SortHeader } from "../ui/sort-header";
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
  const toggle = (id: string, first: SortDirection) => {
    const sort = columnOrder.find((column) => column === id);
    if (sort === undefined) return;
    onChange((intended) => ({
      sort,
      direction: nextDirection(intended.sort === sort ? intended.direction : null, first),
    }));
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
            {group.headers.map(({ id, column }) => {
              const label = column.columnDef.header;
              return typeof label === "string" ? (
                <SortHeader
                  key={id}
                  className={id === "objects" ? "objects number" : id}
                  sorted={column.getIsSorted() || null}
                  first={column.getFirstSortDir()}
                  onSort={() => toggle(id, column.getFirstSortDir())}
                >
                  {label}
                </SortHeader>
              ) : (
                <th key={id} scope="col" className={id}>
                  <span className="sr-only">More options</span>
                </th>
              );
            })}
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
