import { Plus } from "lucide-react";
import { type MouseEvent, useId } from "react";
import type { ConnectionPage } from "@/lib/connections/schema";
import { environmentLabels } from "../shell/environment";
import { Button } from "../ui/button";
import { MainAction } from "../ui/main-action";
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
      <MainAction refusal={refusal === null ? null : { id: reasonId, reason: refusal }}>
        <NewConnectionButton
          kind={firstRun ? "secondary" : "primary"}
          refusedBy={refusal === null ? undefined : reasonId}
          onCreate={onCreate}
          className={firstRun && refusal === null ? "max-md:border-transparent max-md:bg-fill max-md:text-on-fill" : ""}
        />
      </MainAction>
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
