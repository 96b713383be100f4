import { and, eq, sql } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { users } from "@/db/schema";
import { record } from "../../audit/commands";
import { AppError } from "../../errors";
import { type Actor, authorizeUserAdministration } from "../../policy";
import { withdrawInvitationsOf } from "../invitations/commands";
import { providedRoleRefusal } from "../oidc/roles/provided-role";
import { dropResets } from "../resets/commands";
import { hasAnotherSuperAdmin, requireStillSuperAdmin } from "../super-admins/queries";
import { lastSuperAdminRefusal } from "./queries";
import type { ChangeRoleInput, UserIdInput } from "./schema";

const by = (actor: Actor) => ({ accountId: actor.accountId, actorId: actor.id });

/**
 * Makes somebody super admin or member, oneself included. It counts from their next request on. Throws AppError
 * `forbidden`, `not_found`, and `conflict` for the last active super admin, for who is deactivated and for whose role the
 * identity provider gives.
 */
export async function changeUserRole(actor: Actor, { userId, role }: ChangeRoleInput): Promise<{ self: boolean }> {
  authorizeUserAdministration(actor);
  return db().transaction(async (tx) => {
    await requireStillSuperAdmin(tx, actor, "Nobody's role was changed.");
    const user = await lockUser(tx, actor, userId);
    if (user.status === "deactivated") {
      throw new AppError("conflict", `${user.name} is deactivated. Reactivate them before you change their role.`);
    }
    const self = userId === actor.id;
    if (user.role === role) return { self };
    const provided = providedRoleRefusal({ name: user.name, isRoleFromProvider: user.roleFrom === "provider" });
    if (provided !== null) throw new AppError("conflict", provided);
    if (role === "member" && !(await hasAnotherSuperAdmin(tx, { accountId: actor.accountId, userId }))) {
      throw new AppError("conflict", lastSuperAdminRefusal);
    }
    await tx.update(users).set({ role, roleFrom: "account" }).where(eq(users.id, userId));
    if (role === "member") await withdrawInvitationsOf(tx, actor, userId);
    await record(tx, by(actor), userId, { action: "user.role_changed", data: { from: user.role, to: role } });
    return { self };
  });
}

/**
 * Lets somebody sign in again. It gives nothing back: they are a member, without the connections, apps and sessions
 * that they had. Throws AppError `forbidden`, `not_found`, and `conflict` for who is active.
 */
export async function reactivateUser(actor: Actor, { userId }: UserIdInput): Promise<{ name: string }> {
  authorizeUserAdministration(actor);
  return db().transaction(async (tx) => {
    await requireStillSuperAdmin(tx, actor, "Nobody was reactivated.");
    const user = await lockUser(tx, actor, userId);
    if (user.status === "active") throw new AppError("conflict", `${user.name} is active already.`);
    await tx
      .update(users)
      .set({
        status: "active",
        deactivatedAt: null,
        role: "member",
        roleFrom: "account",
        sessionEpoch: sql`${users.sessionEpoch} + 1`,
      })
      .where(eq(users.id, userId));
    await withdrawInvitationsOf(tx, actor, userId);
    await dropResets(tx, userId);
    await record(tx, by(actor), userId, { action: "user.reactivated", data: { roleBefore: user.role } });
    return { name: user.name };
  });
}

/** Ends all of somebody's sessions, at once. Throws AppError `forbidden`, `not_found`. */
export async function signOutUserEverywhere(actor: Actor, { userId }: UserIdInput): Promise<{ self: boolean }> {
  authorizeUserAdministration(actor);
  return db().transaction(async (tx) => {
    await requireStillSuperAdmin(tx, actor, "Nobody was signed out.");
    await lockUser(tx, actor, userId);
    await tx
      .update(users)
      .set({ sessionEpoch: sql`${users.sessionEpoch} + 1` })
      .where(eq(users.id, userId));
    await record(tx, by(actor), userId, { action: "user.signed_out", data: {} });
    return { self: userId === actor.id };
  });
}

async function lockUser(tx: Transaction, actor: Actor, userId: string) {
  const [user] = await tx
    .select({ name: users.name, role: users.role, roleFrom: users.roleFrom, status: users.status })
    .from(users)
    .where(and(eq(users.accountId, actor.accountId), eq(users.id, userId)))
    .for("no key update");
  if (user === undefined) throw new AppError("not_found", "There is no such user in this account.");
  return user;
}
