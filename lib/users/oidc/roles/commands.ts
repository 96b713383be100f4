import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { users } from "@/db/schema";
import { record } from "../../../audit/commands";
import { log } from "../../../log";
import { notify } from "../../../notices/commands";
import { hasAnotherSuperAdmin, holdAccount } from "../../super-admins/queries";
import type { GroupMembership } from "../schema";

type Who = { accountId: string; userId: string };

/**
 * Makes somebody the super admin that a group at the provider makes them, or takes that away with the group; a role that
 * was given here stays. The last active super admin keeps the role, on record, and is told: nobody else could give it back.
 */
export async function followGroup(tx: Transaction, who: Who, { group, isMember }: GroupMembership): Promise<void> {
  const { role, roleFrom } = await roleOf(tx, who);
  if (isMember) {
    if (role === "member") await grant(tx, who, group);
    return;
  }
  if (role === "member" || roleFrom === "account") return;
  await holdAccount(tx, who.accountId);
  if (await hasAnotherSuperAdmin(tx, who)) {
    await takeAway(tx, who, group);
    return;
  }
  log.warn({ userId: who.userId }, "the last super admin lost their group at the provider, and keeps the role");
  const [event] = await record(tx, by(who), who.userId, { action: "user.role_kept", data: { group } });
  if (event !== undefined) await notify(tx, event, { kind: "role.kept", data: { group } }, [who.userId]);
}

async function grant(tx: Transaction, who: Who, group: string): Promise<void> {
  const granted = await tx
    .update(users)
    .set({ role: "super_admin", roleFrom: "provider" })
    .where(and(isThem(who), eq(users.status, "active"), eq(users.role, "member")))
    .returning({ id: users.id });
  if (granted.length === 0) return;
  const data = { from: "member", to: "super_admin", group } as const;
  await record(tx, by(who), who.userId, { action: "user.role_changed", data });
}

async function takeAway(tx: Transaction, who: Who, group: string): Promise<void> {
  const taken = await tx
    .update(users)
    .set({ role: "member", roleFrom: "account" })
    .where(and(isThem(who), eq(users.role, "super_admin"), eq(users.roleFrom, "provider")))
    .returning({ id: users.id });
  if (taken.length === 0) return;
  const data = { from: "super_admin", to: "member", group } as const;
  await record(tx, by(who), who.userId, { action: "user.role_changed", data });
}

async function roleOf(tx: Transaction, who: Who) {
  const [user] = await tx.select({ role: users.role, roleFrom: users.roleFrom }).from(users).where(isThem(who));
  if (user === undefined) throw new Error("A user who signs in has gone.");
  return user;
}

const isThem = ({ accountId, userId }: Who) => and(eq(users.accountId, accountId), eq(users.id, userId));

/** The provider did it, and nobody here. */
const by = ({ accountId }: Who) => ({ accountId, actorId: null });
