import { Search, Users } from "lucide-react";
import type { ConnectionPage, Environment } from "@/lib/connections/schema";
import { environmentLabels } from "../shell/environment";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { hasFilters, type ListView } from "./list-url";
import { everyConnection, nothingFound } from "./status-words";
import type { ChangeList } from "./use-list-navigation";

type NothingFoundProps = { byStatus: ConnectionPage["byStatus"]; view: ListView; onChange: ChangeList };

export function NothingFound({ byStatus, view, onChange }: NothingFoundProps) {
  const { title, explanation } = nothingFound(view, everyConnection(byStatus));
  const searched = view.q.trim() !== "";
  const filtered = hasFilters(view);
  return (
    <EmptyState
      icon={<Search size={20} strokeWidth={1.75} aria-hidden="true" />}
      title={title}
      actions={
        <>
          {searched && (
            <Button size="control" onClick={() => onChange({ q: "" })}>
              Clear search
            </Button>
          )}
          {filtered && (
            <Button
              size="control"
              kind={searched ? "quiet" : "secondary"}
              onClick={() => onChange({ connector: [], status: [], show: "all" })}
            >
              Clear filters
            </Button>
          )}
        </>
      }
    >
      {explanation}
    </EmptyState>
  );
}

/** For someone who has no connection here and may not create one either. */
export function NothingShared({ environment }: { environment: Environment }) {
  return (
    <div className="mt-5 border-line border-t pt-8">
      <EmptyState
        icon={<Users size={20} strokeWidth={1.75} aria-hidden="true" />}
        title={`No connection in ${environmentLabels[environment]} is shared with you`}
      >
        Any admin of a connection can share it with you. It then stands here.
      </EmptyState>
    </div>
  );
}
