import type { ConnectionPage } from "@/lib/connections/schema";
import { NavigationLink } from "../shell/navigation";
import { SpanStatus } from "../ui/span-status";
import { type ListView, listHref } from "./list-url";
import { countText, statusLabels, statusOrder } from "./status-words";

type StatusCountsProps = { byStatus: ConnectionPage["byStatus"]; view: ListView };

/** How many are in which state; each narrows the list to its own, and a second time widens it again. */
export function StatusCounts({ byStatus, view }: StatusCountsProps) {
  return (
    <p className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-body text-ink-2">
      {statusOrder.map((status) => {
        if (byStatus[status].count === 0) return null;
        const chosen = view.status.length === 1 && view.status[0] === status;
        return (
          <NavigationLink
            key={status}
            href={listHref(view, { status: chosen ? [] : [status] })}
            scope="list"
            aria-current={chosen ? "true" : undefined}
            className="inline-flex min-h-6 items-center gap-1.5 rounded-control underline-offset-4 hover:underline hover:decoration-line-strong aria-[current=true]:underline aria-[current=true]:decoration-accent"
          >
            <SpanStatus state={status} className="h-3.5 w-[19px]" />
            <span>
              <b className="text-ink tabular-nums">{countText(byStatus[status])}</b>{" "}
              {statusLabels[status].toLowerCase()}
            </span>
          </NavigationLink>
        );
      })}
    </p>
  );
}
