import type { InvitationRow, InvitationState } from "@/lib/users/invitations/schema";
import { timeLeft } from "../../requests/time-left";

export const stateLabels = {
  open: "Open",
  expired: "Expired",
  stopped: "Stopped",
  accepted: "Accepted",
  withdrawn: "Withdrawn",
} as const satisfies Record<InvitationState, string>;

/** What the state leaves unsaid; null where it says everything. */
export function stateLine({ state, expiresAt, invitedBy }: InvitationRow, now: number): string | null {
  if (state === "open") return `${timeLeft(expiresAt, now)} left`;
  if (state === "stopped") return `${invitedBy} may not invite people any more`;
  return null;
}

/** Nothing becomes of it any more: it is only a record. */
export function isOver({ state }: InvitationRow): boolean {
  return state === "accepted" || state === "withdrawn";
}
