import { Filter, Table } from "lucide-react";
import type { ReactNode } from "react";
import type { Failure } from "@/lib/errors";
import type { ObjectColumn } from "@/lib/objects/schema";
import type { RowsView } from "@/lib/rows/view/schema";
import { Reference } from "../ui/alert";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { SpanStatus } from "../ui/span-status";
import { conditionWords } from "./condition-words";
import { classOf, RowsHead, type RowsHeadProps, shownColumns } from "./rows-head";

const waitingRows = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;

type RowsWaitingProps = Pick<RowsHeadProps, "columns" | "view">;

/** Before the first rows are there: their header, after 200 ms bars in their place, and nothing that could be pressed. */
export function RowsWaiting({ columns, view }: RowsWaitingProps) {
  const shown = shownColumns(columns, view.hidden);
  return (
    <div className="rows-area" inert>
      <table className="data-table rows-table">
        <RowsHead columns={columns} view={view} onSort={() => undefined} />
        <tbody>
          {waitingRows.map((row) => (
            <tr key={row}>
              {shown.map(({ column }) => (
                <td key={column.name} className={classOf(column)}>
                  <span className="bar" />
                </td>
              ))}
              <td className="options" />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowsFailedProps = {
  failure: Failure;
  /** What else can be done about it. */
  more: ReactNode;
  onRetry: () => void;
};

export function RowsFailed({ failure, more, onRetry }: RowsFailedProps) {
  const cancelled = failure.code === "cancelled";
  return (
    <div role="alert" className="mt-3 border-line border-t">
      <EmptyState
        icon={<SpanStatus state={cancelled ? "paused" : "failing"} className="h-6 w-[33px]" />}
        title={cancelled ? "Reading was cancelled" : "The rows could not be read"}
        actions={
          <>
            <Button onClick={onRetry}>Try again</Button>
            {more}
          </>
        }
      >
        {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
      </EmptyState>
    </div>
  );
}

type NoRowsProps = { columns: readonly ObjectColumn[]; where: RowsView["where"]; onClear: () => void };

export function NoRows({ columns, where, onClear }: NoRowsProps) {
  return (
    <div className="mt-3 border-line border-t">
      {where.length > 0 ? (
        <EmptyState
          icon={<Filter className="size-6" strokeWidth={1.5} aria-hidden />}
          title="No row matches the filter"
          actions={<Button onClick={onClear}>Clear filter</Button>}
        >
          The table was asked this moment where {where.map((each) => conditionWords(columns, each)).join(" and ")}.
        </EmptyState>
      ) : (
        <EmptyState
          icon={<Table className="size-6" strokeWidth={1.5} aria-hidden />}
          title="The table has no rows here"
        >
          Nothing is copied: rows appear as soon as the table has some.
        </EmptyState>
      )}
    </div>
  );
}
