import { Plus } from "lucide-react";
import { type MouseEvent, useId } from "react";
import type { ConnectionPage } from "@/lib/connections/schema";
import { environmentLabels } from "../shell/environment";
import { Button } from "../ui/button";
import type { ListView } from "./list-url";
import { StatusCounts } from "./status-counts";

type Create = (event: MouseEvent<HTMLButtonElement>) => void;
type ListHeaderProps = { page: ConnectionPage; view: ListView; firstRun: boolean; onCreate: Create };

export function ListHeader({ page, view, firstRun, onCreate }: ListHeaderProps) {
  const reasonId = useId();
  const refusal = page.createRefusal;
  return (
    <div className="flex items-start gap-6">
      <div className="min-w-0 grow">
        <h1 className="font-semibold text-heading tracking-[-0.014em]">External data connections</h1>
        {firstRun ? (
          <p className="mt-1.5 text-body text-ink-2">No connections in {environmentLabels[view.environment]} yet</p>
        ) : (
          <StatusCounts byStatus={page.byStatus} view={view} />
        )}
      </div>
      <div className="flex flex-col items-end gap-1 max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-20 max-md:items-stretch max-md:border-line max-md:border-t max-md:bg-page max-md:p-3 max-md:pb-[calc(0.75rem+env(safe-area-inset-bottom))]">
        <NewConnectionButton
          kind={firstRun ? "secondary" : "primary"}
          refusedBy={refusal === null ? undefined : reasonId}
          onCreate={onCreate}
          className={`max-md:h-12 max-md:text-strong ${firstRun && refusal === null ? "max-md:border-transparent max-md:bg-fill max-md:text-on-fill" : ""}`}
        />
        {refusal !== null && (
          <p
            id={reasonId}
            className="max-w-64 text-muted text-small max-md:max-w-none max-md:text-center md:text-right"
          >
            {refusal}
          </p>
        )}
      </div>
    </div>
  );
}

type NewConnectionButtonProps = {
  kind: "primary" | "secondary";
  /** Id of the sentence that says why not. */
  refusedBy?: string | undefined;
  onCreate: Create;
  className?: string;
};

export function NewConnectionButton({ kind, refusedBy, onCreate, className }: NewConnectionButtonProps) {
  return (
    <Button
      kind={kind}
      icon={<Plus size={16} strokeWidth={1.9} aria-hidden="true" />}
      closed={refusedBy !== undefined}
      aria-describedby={refusedBy}
      onClick={onCreate}
      className={className}
    >
      New connection
    </Button>
  );
}
