import { Check, Clock, Undo2, X } from "lucide-react";
import type { RequestState } from "@/lib/requests/schema";
import { stateLabels } from "./request-words";

const looks = {
  open: { Icon: Clock, tone: "bg-accent-soft text-accent" },
  confirmed: { Icon: Check, tone: "bg-ok-soft text-ok" },
  refused: { Icon: X, tone: "bg-fail-soft text-fail" },
  withdrawn: { Icon: Undo2, tone: "bg-rest-soft text-rest" },
  expired: { Icon: Clock, tone: "bg-rest-soft text-rest" },
} as const satisfies Record<RequestState, { Icon: typeof Check; tone: string }>;

/** Where a request stands: the drawing and the word say it, the colour only agrees. */
export function RequestStateChip({ state }: { state: RequestState }) {
  const { Icon, tone } = looks[state];
  return (
    <span
      className={`edge-forced inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-tick px-1.5 font-semibold text-micro ${tone}`}
    >
      <Icon className="size-3" strokeWidth={2.4} aria-hidden />
      {stateLabels[state]}
    </span>
  );
}
