import type { Actor } from "@/lib/policy";
import { type Account, password } from "./fixtures";

export type ForgedUsers = { memberId: string; leaverId: string };

/** Somebody whose role and sessions are at stake, and somebody who is deactivated. */
export async function makeForgedUsers(account: Account): Promise<ForgedUsers> {
  const member: Actor = await account.person("member");
  const leaver: Actor = await account.person("member", { status: "deactivated" });
  return { memberId: member.id, leaverId: leaver.id };
}

/** Every action about users: those of super admins, then what everybody may do to themself, the end of their session last. */
export function userAttacks({ memberId, leaverId }: ForgedUsers) {
  const page = "/administration/users";
  const ofSuperAdmins = { page, aimed: true, rightful: "super admin" } as const;
  const ofOneself = { page: "/profile", aimed: false } as const;
  const next = { current: password, password: "a forged password of another" };
  return [
    { action: "changeUserRole", input: { userId: memberId, role: "super_admin" }, ...ofSuperAdmins },
    { action: "signOutUserEverywhere", input: { userId: memberId }, ...ofSuperAdmins },
    { action: "reactivateUser", input: { userId: leaverId }, ...ofSuperAdmins },
    { action: "renameSelf", input: { name: "Taken over" }, ...ofOneself },
    { action: "chooseTimeZone", input: { timeZone: "UTC" }, ...ofOneself },
    { action: "chooseMails", input: { mailsNotices: false }, ...ofOneself },
    { action: "changePassword", input: next, ...ofOneself },
    { action: "signOutEverywhere", input: {}, ...ofOneself },
  ];
}
