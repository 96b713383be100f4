import { z } from "zod";
import { roles } from "../../policy";
import { linkToken } from "../links/schema";
import { email, newPassword, personName } from "../schema";

export const inviteInput = z.object({
  email,
  /** Whoever is invited can change it. */
  name: z.union([
    z
      .string()
      .regex(/^\s*$/)
      .transform(() => ""),
    personName,
  ]),
  role: z.enum(roles),
});
export type InviteInput = z.output<typeof inviteInput>;

export const invitationInput = z.object({ invitationId: z.uuid() });
export type InvitationInput = z.output<typeof invitationInput>;

export const lookInput = z.object({ token: linkToken });
export const acceptInput = z.object({ token: linkToken, name: personName, password: newPassword });
export type AcceptInput = z.output<typeof acceptInput>;

/** `stopped`: who sent it is no active super admin any more. */
export const invitationStates = ["open", "expired", "stopped", "accepted", "withdrawn"] as const;
export type InvitationState = (typeof invitationStates)[number];

/** One line of the list of invitations. Moments as ISO texts. */
export type InvitationRow = {
  id: string;
  email: string;
  name: string;
  role: "member" | "super_admin";
  state: InvitationState;
  invitedBy: string;
  invitedAt: string;
  expiresAt: string;
  /** When it was accepted or withdrawn. */
  endedAt: string | null;
};

export type InvitationPage = { rows: readonly InvitationRow[]; next: string | null };

/** What an invited person sees before they accept. */
export type OpenInvitation = { email: string; name: string; organisation: string; invitedBy: string };

/** How an invited person may join. `provider`: an identity provider that vouches for their e-mail. */
export type WaysIn = { provider: { name: string; href: string } | null; byPassword: boolean };
