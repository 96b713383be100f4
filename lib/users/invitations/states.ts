import { AppError } from "../../errors";
import type { InvitationState } from "./schema";

export type InvitationFacts = {
  acceptedAt: Date | null;
  withdrawnAt: Date | null;
  expiresAt: Date;
  inviter: { role: "member" | "super_admin"; status: "active" | "deactivated" };
};

/** What an invitation is worth right now. Its sender vouches for it: it stops with their right to invite. */
export function stateOf({ acceptedAt, withdrawnAt, expiresAt, inviter }: InvitationFacts): InvitationState {
  if (acceptedAt !== null) return "accepted";
  if (withdrawnAt !== null) return "withdrawn";
  if (inviter.status !== "active" || inviter.role !== "super_admin") return "stopped";
  return expiresAt.getTime() <= Date.now() ? "expired" : "open";
}

const askForAnother = "Ask a super admin of your organisation for a new one.";

/** For whoever has the link. They have its token, so that they may know what became of it. */
const endings: Record<Exclude<InvitationState, "open">, string> = {
  accepted: "This invitation is used already. Sign in instead.",
  withdrawn: `This invitation was withdrawn. ${askForAnother}`,
  stopped: `Whoever sent this invitation may not invite people any more, so it ended. ${askForAnother}`,
  expired: `This invitation has expired: it works for seven days. ${askForAnother}`,
};

/** Gives an open invitation back. Throws AppError `not_found` for none at all, and `conflict` with what became of it. */
export function requireOpen<I extends InvitationFacts>(invitation: I | null): I {
  if (invitation === null) {
    const words = "This link does not work. Use the latest one that you were sent, and copy all of it.";
    throw new AppError("not_found", `${words} Else ask a super admin of your organisation for a new one.`);
  }
  const state = stateOf(invitation);
  if (state === "open") return invitation;
  throw new AppError("conflict", endings[state]);
}
