"use client";

import { Ellipsis } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, memo } from "react";
import type { RowsPage } from "@/lib/rows/schema";
import { CellText } from "./cell";
import { classOf, RowsHead, type RowsHeadProps, shownColumns } from "./rows-head";

type RowsTableProps = {
  caption: string;
  page: RowsPage;
  view: RowsHeadProps["view"];
  onSort: RowsHeadProps["onSort"];
  onCell: (event: MouseEvent<HTMLButtonElement>) => void;
  onOptions: (event: MouseEvent<HTMLButtonElement>) => void;
};

/** The rows of one page. Tab goes to a row's first cell and its options, arrow keys to the others. */
export const RowsTable = memo(function RowsTable(props: RowsTableProps) {
  const { caption, page, view, onSort, onCell, onOptions } = props;
  const shown = shownColumns(page.columns, view.hidden);
  return (
    <section className="rows-area" aria-label={caption}>
      <table className="data-table rows-table" onKeyDown={moveBetweenCells}>
        <caption className="sr-only">{caption}</caption>
        <RowsHead columns={page.columns} view={view} onSort={onSort} />
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
