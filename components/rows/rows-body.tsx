import { Filter, Table } from "lucide-react";
import type { Failure } from "@/lib/errors";
import { Reference } from "../ui/alert";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { SpanStatus } from "../ui/span-status";

const waitingRows = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;

/** Before the first rows are there: nothing for 200 ms, then bars in the place of rows. */
export function RowsWaiting() {
  return (
    <table className="data-table rows-waiting mt-3" aria-hidden="true">
      <thead>
        <tr>
          <th className="w-40" />
          <th />
          <th />
        </tr>
      </thead>
      <tbody>
        {waitingRows.map((row) => (
          <tr key={row}>
            <td>
              <span className="bar" />
            </td>
            <td>
              <span className="bar" />
            </td>
            <td>
              <span className="bar" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function RowsFailed({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  const cancelled = failure.code === "cancelled";
  return (
    <div role="alert">
      <EmptyState
        icon={<SpanStatus state={cancelled ? "paused" : "failing"} className="h-6 w-[33px]" />}
        title={cancelled ? "Reading was cancelled" : "The rows could not be read"}
        actions={<Button onClick={onRetry}>Try again</Button>}
      >
        {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
      </EmptyState>
    </div>
  );
}

export function NoRows({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered) {
    return (
      <EmptyState
        icon={<Filter className="size-6" strokeWidth={1.5} aria-hidden />}
        title="No row matches the filter"
        actions={<Button onClick={onClear}>Clear filter</Button>}
      >
        The table was asked this moment. Change a condition, or clear all of them.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Table className="size-6" strokeWidth={1.5} aria-hidden />} title="The table has no rows here">
      Nothing is copied: rows appear as soon as the table has some.
    </EmptyState>
  );
}
