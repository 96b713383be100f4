import type { ConnectionPage } from "@/lib/connections/schema";
import { Button } from "../ui/button";
import type { ChangeList } from "./use-list-navigation";

type ListFooterProps = { page: ConnectionPage; total: string; onChange: ChangeList };

/** Paging keeps both buttons where they are, so that focus stays on the one that was pressed. */
export function ListFooter({ page: { previous, next }, total, onChange }: ListFooterProps) {
  const pages = previous !== null || next !== null;
  return (
    <div className="flex min-h-12 items-center gap-2 text-muted text-small max-md:mb-20 max-md:py-3">
      <span className="tabular-nums max-md:hidden">{total}</span>
      <span className="grow" />
      {pages && (
        <nav aria-label="Pages" className="flex gap-2">
          <Button
            size="control"
            closed={previous === null}
            onClick={() => previous !== null && onChange({ before: previous }, { scroll: true })}
          >
            Previous
          </Button>
          <Button
            size="control"
            closed={next === null}
            onClick={() => next !== null && onChange({ after: next }, { scroll: true })}
          >
            Next
          </Button>
        </nav>
      )}
    </div>
  );
}
