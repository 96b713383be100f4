import { and, eq, sql } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { connectionAdmins, connections, users } from "@/db/schema";
import { record } from "../../audit/commands";
import { lockConnection } from "../../connections/queries";
import { AppError } from "../../errors";
import { type Actor, authorize } from "../../policy";
import type { TakeOverInput } from "./schema";

/**
 * Makes a super admin the admin of a connection that nobody answers for, without an end and without a reason. Throws
 * AppError `not_found`, and `forbidden` for who is no super admin any more and where it has an admin by now.
 */
export async function takeOver(actor: Actor, { connectionId }: TakeOverInput): Promise<{ id: string }> {
  return db().transaction(async (tx) => {
    const held = await lockConnection(tx, actor, connectionId, "no key update");
    const { id } = authorize(actor, "connection.take_over", held);
    await holdSuperAdmin(tx, actor);
    const { accountId, id: userId } = actor;
    const share = { addedBy: userId, addedAt: new Date(), reason: null, endsAt: null };
    // What they may have held for a time is theirs for good with it.
    await tx
      .insert(connectionAdmins)
      .values({ accountId, connectionId: id, userId, ...share })
      .onConflictDoUpdate({ target: [connectionAdmins.connectionId, connectionAdmins.userId], set: share });
    await tx
      .update(connections)
      .set({ adminCount: sql`${connections.adminCount} + 1` })
      .where(eq(connections.id, id));
    await record(tx, { accountId, actorId: userId }, id, { action: "connection.taken_over", data: {} });
    return { id };
  });
}

/** Nobody is demoted or deactivated between the look and what is stored. */
async function holdSuperAdmin(tx: Transaction, { id }: Actor): Promise<void> {
  const [still] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, id), eq(users.role, "super_admin"), eq(users.status, "active")))
    .for("share");
  if (still === undefined) {
    throw new AppError("forbidden", "You are no longer a super admin of this account. Nothing was taken over.");
  }
}
