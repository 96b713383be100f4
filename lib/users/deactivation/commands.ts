import { and, asc, eq, inArray, ne, sql } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { appMembers, connectionAdmins, connections, users } from "@/db/schema";
import { record } from "../../audit/commands";
import { AppError } from "../../errors";
import { type Actor, authorizeUserAdministration } from "../../policy";
import { requireStillSuperAdmin } from "../super-admins/queries";

/** Somebody added the user to a connection between the look and the locks: begin again. */
class AddedMeanwhile extends Error {
  override readonly name = "AddedMeanwhile";
}

const maxTries = 10;

/**
 * Ends a user's access to everything, at once. Says which connections are left without an admin: only this may do that.
 * Throws AppError `forbidden`, `not_found`, and `conflict` for oneself and for who is deactivated already.
 */
export async function deactivateUser(
  actor: Actor,
  { userId }: { userId: string },
): Promise<{ leftWithoutAdmin: readonly string[] }> {
  authorizeUserAdministration(actor);
  if (userId === actor.id) {
    throw new AppError("conflict", "You cannot deactivate yourself. Ask another super admin.");
  }
  for (let tries = 1; ; tries += 1) {
    try {
      return await db().transaction((tx) => deactivate(tx, actor, userId));
    } catch (error) {
      if (!(error instanceof AddedMeanwhile) || tries === maxTries) throw error;
    }
  }
}

async function deactivate(tx: Transaction, actor: Actor, userId: string) {
  // Connections before users, in id order: the same order as sharing and revoking, so that none waits for another in a circle.
  const locked = await tx
    .select({ id: connections.id })
    .from(connections)
    .where(sql`${connections.id} in (select connection_id from connection_admins where user_id = ${userId})`)
    .orderBy(asc(connections.id))
    .for("no key update");
  const heldIds = new Set(locked.map(({ id }) => id));

  await requireStillSuperAdmin(tx, actor, "Nobody was deactivated.");
  const now = new Date();
  const [user] = await tx
    .update(users)
    .set({ status: "deactivated", deactivatedAt: now, sessionEpoch: sql`${users.sessionEpoch} + 1` })
    .where(and(eq(users.accountId, actor.accountId), eq(users.id, userId), ne(users.status, "deactivated")))
    .returning({ id: users.id });
  if (user === undefined) throw await notActive(tx, actor, userId);

  // From here on nobody can add the user, so what is there now is all there will be.
  const removed = await tx
    .delete(connectionAdmins)
    .where(eq(connectionAdmins.userId, userId))
    .returning({ connectionId: connectionAdmins.connectionId, endsAt: connectionAdmins.endsAt });
  if (removed.some(({ connectionId }) => !heldIds.has(connectionId))) throw new AddedMeanwhile();

  // A share that ends by itself was not counted.
  const lasting = removed.filter(({ endsAt }) => endsAt === null);
  const leftWithoutAdmin = await countDown(
    tx,
    lasting.map(({ connectionId }) => connectionId),
  );
  await tx.delete(appMembers).where(eq(appMembers.userId, userId));
  const by = { accountId: actor.accountId, actorId: actor.id };
  await record(tx, by, userId, { action: "user.deactivated", data: { leftWithoutAdmin } });
  return { leftWithoutAdmin };
}

async function countDown(tx: Transaction, connectionIds: readonly string[]): Promise<string[]> {
  if (connectionIds.length === 0) return [];
  const counted = await tx
    .update(connections)
    .set({ adminCount: sql`${connections.adminCount} - 1` })
    .where(inArray(connections.id, [...connectionIds]))
    .returning({ id: connections.id, adminCount: connections.adminCount });
  return counted.filter(({ adminCount }) => adminCount === 0).map(({ id }) => id);
}

async function notActive(tx: Transaction, actor: Actor, userId: string): Promise<AppError> {
  const [user] = await tx
    .select({ name: users.name })
    .from(users)
    .where(and(eq(users.accountId, actor.accountId), eq(users.id, userId)));
  return user === undefined
    ? new AppError("not_found", "There is no such user in this account.")
    : new AppError("conflict", `${user.name} is deactivated already.`);
}
