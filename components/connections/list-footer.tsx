import type { ConnectionPage } from "@/lib/connections/schema";
import { Pages } from "../ui/pages";
import type { ChangeList } from "./use-list-navigation";

type ListFooterProps = { page: ConnectionPage; total: string; onChange: ChangeList };

export function ListFooter({ page: { previous, next }, total, onChange }: ListFooterProps) {
  return (
    <div className="flex min-h-12 items-center gap-2 text-muted text-small max-md:py-3">
      <span className="tabular-nums max-md:hidden">{total}</span>
      <span className="grow" />
      {(previous !== null || next !== null) && (
        <Pages
          onPrevious={previous === null ? null : () => onChange({ before: previous }, { scroll: true })}
          onNext={next === null ? null : () => onChange({ after: next }, { scroll: true })}
        />
      )}
    </div>
  );
}
