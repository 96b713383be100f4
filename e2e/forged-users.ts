import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { invitations } from "@/db/schema";
import type { Actor } from "@/lib/policy";
import { inviteUser } from "@/lib/users/invitations/commands";
import { type Account, password } from "./fixtures";

export type ForgedUsers = {
  memberId: string;
  leaverId: string;
  /** One to be sent again, then to be withdrawn. */
  invitationId: string;
  /** The only admin of a connection. */
  aloneId: string;
  /** A connection that nobody administers. */
  needyId: string;
};

/** Somebody whose role and sessions are at stake, and somebody who is deactivated. */
export async function makeForgedUsers(account: Account): Promise<ForgedUsers> {
  const member: Actor = await account.person("member");
  const leaver: Actor = await account.person("member", { status: "deactivated" });
  const alone: Actor = await account.person("member");
  await account.connection(alone, { name: "Handed over" });
  const needy = await account.connection(leaver, { name: "Without an admin", creatorLeft: true });
  const ids = { memberId: member.id, leaverId: leaver.id, aloneId: alone.id, needyId: needy.id };
  return { ...ids, invitationId: await invited(account) };
}

async function invited(account: Account): Promise<string> {
  const email = newEmail();
  await inviteUser(await account.person("super_admin"), { email, name: "", role: "member" });
  const [invitation] = await db().select({ id: invitations.id }).from(invitations).where(eq(invitations.email, email));
  if (invitation === undefined) throw new Error("Nobody was invited.");
  return invitation.id;
}

const newEmail = () => `invited-${randomUUID()}@norrvik.example`;

/** Every action about users: those of super admins, then what everybody may do to themself, the end of their session last. */
export function userAttacks({ memberId, leaverId, invitationId, aloneId, needyId }: ForgedUsers) {
  const page = "/administration/users";
  const ofSuperAdmins = { page, aimed: true, rightful: "super admin" } as const;
  const ofOneself = { page: "/profile", aimed: false } as const;
  const next = { current: password, password: "a forged password of another" };
  return [
    { action: "changeUserRole", input: { userId: memberId, role: "super_admin" }, ...ofSuperAdmins },
    { action: "signOutUserEverywhere", input: { userId: memberId }, ...ofSuperAdmins },
    { action: "offerReset", input: { userId: memberId }, ...ofSuperAdmins },
    { action: "inviteUser", input: { email: newEmail(), name: "", role: "member" }, ...ofSuperAdmins, aimed: false },
    { action: "resendInvitation", input: { invitationId }, ...ofSuperAdmins, page: "/administration/invitations" },
    { action: "withdrawInvitation", input: { invitationId }, ...ofSuperAdmins, page: "/administration/invitations" },
    { action: "reactivateUser", input: { userId: leaverId }, ...ofSuperAdmins },
    ...leavingAttacks({ aloneId, memberId, needyId }),
    { action: "renameSelf", input: { name: "Taken over" }, ...ofOneself },
    { action: "chooseTimeZone", input: { timeZone: "UTC" }, ...ofOneself },
    { action: "chooseMails", input: { mailsNotices: false }, ...ofOneself },
    { action: "changePassword", input: next, ...ofOneself },
    { action: "signOutEverywhere", input: {}, ...ofOneself },
  ];
}

/** What is left behind, the step itself, and what nobody answers for. */
function leavingAttacks({ aloneId, memberId, needyId }: Pick<ForgedUsers, "aloneId" | "memberId" | "needyId">) {
  const leaving = {
    page: `/administration/users/${aloneId}/deactivate`,
    aimed: true,
    rightful: "super admin",
  } as const;
  const all = { userId: aloneId, q: "", after: null };
  return [
    { action: "listLeftConnections", input: all, ...leaving },
    { action: "listLeftApps", input: all, ...leaving },
    { action: "findReceivers", input: { userId: aloneId, q: "" }, ...leaving },
    { action: "deactivateUser", input: { userId: aloneId, restTo: memberId }, ...leaving },
    { action: "takeOver", input: { connectionId: needyId }, ...leaving, page: `/connections/${needyId}/share` },
  ];
}
