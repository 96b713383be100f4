import { CircleDashed, TriangleAlert, UserRound } from "lucide-react";
import type { Fate, Receiver } from "./choices";

type FateWordsProps = {
  /** Decided for this one alone. */
  fate: Fate | undefined;
  rest: Receiver | null;
  leaveRest: boolean;
};

/** What becomes of one connection or app by what is decided so far. */
export function FateWords({ fate, rest, leaveRest }: FateWordsProps) {
  if (fate === "nobody" || (fate === undefined && rest === null && leaveRest)) {
    return (
      <span className="inline-flex items-start gap-1.5 text-stale">
        <TriangleAlert className="mt-0.5 size-4 shrink-0" strokeWidth={2} aria-hidden />
        Stays without an admin
      </span>
    );
  }
  const receiver = fate ?? rest;
  if (receiver === null) {
    return (
      <span className="inline-flex items-start gap-1.5 text-muted">
        <CircleDashed className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} aria-hidden />
        Not decided yet
      </span>
    );
  }
  return (
    <span className="inline-flex items-start gap-1.5">
      <UserRound className="mt-0.5 size-4 shrink-0 text-muted" strokeWidth={1.75} aria-hidden />
      <span className="min-w-0">
        Goes to <bdi className="font-medium">{receiver.name}</bdi>
        {fate === undefined && <span className="text-muted">, like the rest</span>}
      </span>
    </span>
  );
}
