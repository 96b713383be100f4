"use client";

import {
  Braces,
  Calendar,
  Clock,
  Ellipsis,
  Fingerprint,
  Hash,
  ListChecks,
  Lock,
  type LucideIcon,
  ToggleLeft,
  Type,
} from "lucide-react";
import { type KeyboardEvent, type MouseEvent, memo } from "react";
import type { ObjectColumn } from "@/lib/objects/schema";
import type { FieldType, RowsPage } from "@/lib/rows/schema";
import { isSortable, type RowsView } from "@/lib/rows/view/schema";
import { nextDirection, type SortDirection } from "../ui/sort-direction";
import { SortHeader } from "../ui/sort-header";
import { CellText } from "./cell";
import { headerText, isQuantity } from "./format";

type RowsTableProps = {
  caption: string;
  page: RowsPage;
  view: Pick<RowsView, "sort" | "hidden">;
  onSort: (sort: NonNullable<RowsView["sort"]>) => void;
  onCell: (event: MouseEvent<HTMLButtonElement>) => void;
  onOptions: (event: MouseEvent<HTMLButtonElement>) => void;
};

const icons: Record<FieldType, LucideIcon> = {
  text: Type,
  choice: ListChecks,
  integer: Hash,
  bigint: Hash,
  decimal: Hash,
  float: Hash,
  boolean: ToggleLeft,
  date: Calendar,
  datetime: Calendar,
  datetime_utc: Calendar,
  time: Clock,
  uuid: Fingerprint,
  complex: Braces,
};

/** The rows of one page. Tab goes to a row's first cell and its options, arrow keys to the others. */
export const RowsTable = memo(function RowsTable(props: RowsTableProps) {
  const { caption, page, view, onSort, onCell, onOptions } = props;
  const shown = shownColumns(page.columns, view.hidden);
  const key = page.columns.find(({ primaryKey }) => primaryKey)?.name;
  const sort = view.sort ?? { column: key ?? "", direction: "asc" };
  return (
    <section className="rows-area" aria-label={caption}>
      <table className="data-table rows-table" onKeyDown={moveBetweenCells}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {shown.map(({ column }) => (
              <HeaderCell
                key={column.name}
                column={column}
                sorted={column.name === sort.column ? sort.direction : null}
                onSort={onSort}
              />
            ))}
            <th scope="col" className="options">
              <span className="sr-only">More options</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row, at) => (
            <tr key={row.key}>
              {shown.map(({ column, at: cellAt }, place) => (
                <td key={column.name} className={classOf(column)}>
                  <button
                    type="button"
                    className="value"
                    tabIndex={place === 0 ? 0 : -1}
                    aria-haspopup="dialog"
                    data-row={at}
                    data-cell={cellAt}
                    onClick={onCell}
                  >
                    <CellText column={column} cell={row.cells[cellAt] ?? null} />
                  </button>
                </td>
              ))}
              <td className="options">
                <button
                  type="button"
                  aria-label={`More options for ${row.key}`}
                  aria-haspopup="menu"
                  aria-expanded={false}
                  data-row={at}
                  onClick={onOptions}
                >
                  <Ellipsis size={16} aria-hidden="true" />
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
});

/** The primary key leads, as it names the row; the others follow as the version has them. */
export function shownColumns(columns: readonly ObjectColumn[], hidden: readonly string[]) {
  const all = columns.map((column, at) => ({ column, at })).filter(({ column }) => !hidden.includes(column.name));
  return [...all.filter(({ column }) => column.primaryKey), ...all.filter(({ column }) => !column.primaryKey)];
}

function classOf(column: ObjectColumn): string | undefined {
  if (column.primaryKey) return "key";
  if (isQuantity(column)) return "number";
  return ["date", "datetime", "datetime_utc", "time"].includes(column.type) ? "moment" : undefined;
}

type HeaderCellProps = {
  column: ObjectColumn;
  sorted: SortDirection | null;
  onSort: RowsTableProps["onSort"];
};

function HeaderCell({ column, sorted, onSort }: HeaderCellProps) {
  const Icon = icons[column.type];
  const content = (
    <>
      <Icon className="type" strokeWidth={1.75} aria-hidden="true" />
      {headerText(column)}
      {column.readOnly && !column.primaryKey && (
        <Lock className="type" strokeWidth={2} role="img" aria-label="Read-only" />
      )}
    </>
  );
  if (!isSortable(column)) {
    return (
      <th scope="col" className={classOf(column)}>
        <span className="flex items-center gap-1.5">{content}</span>
      </th>
    );
  }
  const first = isQuantity(column) || column.type.startsWith("date") ? "desc" : "asc";
  return (
    <SortHeader
      className={classOf(column)}
      sorted={sorted}
      first={first}
      onSort={() => onSort({ column: column.name, direction: nextDirection(sorted, first) })}
    >
      {content}
    </SortHeader>
  );
}

function moveBetweenCells(event: KeyboardEvent<HTMLTableElement>) {
  const cell = event.target instanceof Element ? event.target.closest("tbody td") : null;
  const row = cell?.parentElement;
  if (!cell || !row) return;
  const at = [...row.children].indexOf(cell);
  const next = {
    ArrowLeft: cell.previousElementSibling,
    ArrowRight: cell.nextElementSibling,
    ArrowUp: row.previousElementSibling?.children[at],
    ArrowDown: row.nextElementSibling?.children[at],
    Home: row.firstElementChild,
    End: row.lastElementChild,
  };
  const target = Object.entries(next).find(([key]) => key === event.key)?.[1];
  const button = target?.querySelector<HTMLElement>("button");
  if (!button) return;
  event.preventDefault();
  button.focus();
}
