import { AppWindow, Search } from "lucide-react";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";

/** Super admins need to ask nobody. */
export function NoAppYet({ mayAddSelf }: { mayAddSelf: boolean }) {
  return (
    <div className="mt-6 border-t border-line">
      <EmptyState
        icon={<AppWindow className="size-6" strokeWidth={1.5} aria-hidden />}
        title="Nothing to open here yet"
      >
        Make an app with New app, and its external data objects in it.{" "}
        {mayAddSelf
          ? "To join one of those below, add yourself to it."
          : "To join somebody else’s app, ask those who manage it to add you."}
      </EmptyState>
    </div>
  );
}

export function NoAppFound({ q, onClear }: { q: string; onClear: () => void }) {
  return (
    <div className="mt-5 border-t border-line">
      <EmptyState
        icon={<Search className="size-5" strokeWidth={1.75} aria-hidden />}
        title={`No app matches “${q.trim()}”`}
        actions={
          <Button size="control" onClick={onClear}>
            Clear search
          </Button>
        }
      >
        Names of the apps that you can see were searched. One that you are not a member of does not show.
      </EmptyState>
    </div>
  );
}
