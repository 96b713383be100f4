import type { ObjectColumn } from "@/lib/objects/schema";
import type { Cell, RowDto } from "@/lib/rows/schema";
import { Notice } from "../ui/alert";
import { CellText } from "./cell";
import { headerText } from "./format";
import { changeOf, type FieldDraft, sameCell } from "./row-draft";

type ConflictProps = {
  columns: readonly ObjectColumn[];
  /** What the writer had read. */
  seen: RowDto;
  /** What the row holds now. */
  theirs: RowDto;
  /** What would be written over it. */
  mine: readonly FieldDraft[];
};

/** Both versions of a row side by side, as far as they differ. */
export function Conflict({ columns, seen, theirs, mine }: ConflictProps) {
  const lines = columns
    .map((column, at) => {
      const draft = mine[at];
      const change = draft === undefined ? undefined : changeOf(draft);
      const now = theirs.cells[at] ?? null;
      const was = seen.cells[at] ?? null;
      return { column, was, now, change, theyChanged: !sameCell(was, now) };
    })
    .filter(({ change, theyChanged }) => theyChanged || change !== undefined);
  return (
    <>
      <div role="alert">
        <Notice tone="stale" title="Somebody changed this row since you read it.">
          Nothing was written. Keep mine writes your values over theirs in the columns that you changed; Take theirs
          shows the row as it is now.
        </Notice>
      </div>
      <table className="data-table cell-text mt-4 max-sm:[&_:is(td,th)]:px-2!">
        <caption className="sr-only">Both versions of the row</caption>
        <thead className="[&_th]:static!">
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Mine</th>
            <th scope="col">Theirs</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ column, was, now, change, theyChanged }) => (
            <tr key={column.name}>
              <td className="font-medium text-ink!">{headerText(column)}</td>
              <td>
                <Version column={column} cell={change === undefined ? was : change} isChanged={change !== undefined} />
              </td>
              <td>
                <Version column={column} cell={now} isChanged={theyChanged} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Version({ column, cell, isChanged }: { column: ObjectColumn; cell: Cell; isChanged: boolean }) {
  return (
    <>
      <span className={isChanged ? "font-medium text-ink" : "text-ink-2"}>
        <CellText column={column} cell={cell} />
      </span>
      {!isChanged && <span className="block text-muted text-small">not changed</span>}
    </>
  );
}
