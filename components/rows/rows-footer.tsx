import type { RowsPage } from "@/lib/rows/schema";
import { pageSize } from "@/lib/rows/schema";
import type { RowsView } from "@/lib/rows/view/schema";
import { Button } from "../ui/button";
import { Pages } from "../ui/pages";
import { cappedText, shownCount } from "./format";

type RowsFooterProps = {
  page: RowsPage | null;
  view: RowsView;
  total: number | null;
  isReading: boolean;
  onChange: (patch: Partial<RowsView>) => void;
  onCancel: () => void;
};

/** Where one is, and how to go on. */
export function RowsFooter({ page, view, total, isReading, onChange, onCancel }: RowsFooterProps) {
  const next = page?.next ?? null;
  const previous = page?.previous ?? null;
  // Also when this one could not be read: whoever turned to it keeps the focus.
  const hasPages = previous !== null || next !== null || view.after !== null || view.before !== null;
  const first = previous === null ? 1 : view.first;
  return (
    <div className="flex min-h-14 flex-wrap items-center gap-2 py-3 text-muted text-small">
      <p role="status" className="tabular-nums">
        {isReading ? (
          <span className="[animation:show_0s_1s_both]">Reading the rows</span>
        ) : (
          whereText(page, first, total)
        )}
      </p>
      {isReading && (
        <Button size="control" onClick={onCancel} className="[animation:show_0s_3s_both]">
          Cancel
        </Button>
      )}
      {!isReading && page !== null && (
        <>
          <span aria-hidden="true" className="max-sm:hidden">
            ·
          </span>
          <span className="max-sm:hidden">Nothing is copied: this is the table itself</span>
        </>
      )}
      <span className="grow" />
      {page?.blocked === true && (
        <span>The next page cannot begin after a value this long: sort by another column</span>
      )}
      {hasPages && (
        <Pages
          onPrevious={
            previous === null ? null : () => onChange({ before: previous, first: Math.max(1, first - pageSize) })
          }
          onNext={next === null ? null : () => onChange({ after: next, first: first + (page?.rows.length ?? 0) })}
        />
      )}
    </div>
  );
}

function whereText(page: RowsPage | null, first: number, total: number | null): string {
  if (page === null) return "";
  if (page.rows.length === 0) return "No rows";
  const range = `Rows ${shownCount(first)} to ${shownCount(first + page.rows.length - 1)}`;
  return total === null ? range : `${range} of ${cappedText(total)}`;
}
