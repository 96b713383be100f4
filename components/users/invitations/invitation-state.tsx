import { Check, Clock, Mail, TriangleAlert, Undo2 } from "lucide-react";
import type { InvitationState } from "@/lib/users/invitations/schema";
import { stateLabels } from "./invitation-words";

const looks = {
  open: { Icon: Mail, tone: "bg-accent-soft text-accent" },
  accepted: { Icon: Check, tone: "bg-ok-soft text-ok" },
  expired: { Icon: Clock, tone: "bg-rest-soft text-rest" },
  withdrawn: { Icon: Undo2, tone: "bg-rest-soft text-rest" },
  stopped: { Icon: TriangleAlert, tone: "bg-stale-soft text-stale" },
} as const satisfies Record<InvitationState, { Icon: typeof Check; tone: string }>;

/** What an invitation is worth: the drawing and the word say it, the colour only agrees. */
export function InvitationStateChip({ state }: { state: InvitationState }) {
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
