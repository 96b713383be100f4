import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { connectionAdmins, connections } from "@/db/schema";
import { record, recordOne } from "../audit/commands";
import { inForce, lockConnection } from "../connections/queries";
import { AppError } from "../errors";
import { notify, notifyEach } from "../notices/commands";
import { type Actor, authorize, type Environment } from "../policy";
import { holdActiveUsers } from "../users/people/queries";
import { endOverOn } from "./ending/commands";
import type { AddAdminsInput, RevokeAdminInput } from "./schema";

/**
 * Shares a connection with people; who is an admin already stays one, without an end. Throws AppError `not_found`,
 * `forbidden` for who would share it with themself, which takes a reason, and `conflict` when one of them is not an active
 * user of the account: then nobody is added.
 */
export async function addAdmins(actor: Actor, input: AddAdminsInput): Promise<{ added: number }> {
  return db().transaction((tx) => addAdminsIn(tx, actor, input));
}

/** As `addAdmins`, in a transaction that holds no users yet. `isAnswer`: who asked for it is told by the answer itself. */
export async function addAdminsIn(
  tx: Transaction,
  actor: Actor,
  input: AddAdminsInput,
  { isAnswer = false } = {},
): Promise<{ added: number }> {
  const wanted = [...new Set(input.userIds)];
  const connection = authorize(
    actor,
    "connection.add_admin",
    await lockConnection(tx, actor, input.connectionId, "no key update"),
  );
  if (!connection.isAdmin && wanted.includes(actor.id)) throw sharedWithOneself(connection);
  await endOverOn(tx, connection, wanted);
  const administering = await tx
    .select({ userId: connectionAdmins.userId })
    .from(connectionAdmins)
    .where(
      and(
        eq(connectionAdmins.connectionId, connection.id),
        inArray(connectionAdmins.userId, wanted),
        // What a super admin took for a time, others can give them for good. Nobody gives it to themself.
        or(isNull(connectionAdmins.endsAt), eq(connectionAdmins.userId, actor.id)),
      ),
    );
  const known = new Set(administering.map(({ userId }) => userId));
  const missing = wanted.filter((id) => !known.has(id));
  if (missing.length === 0) return { added: 0 };
  const adding = await holdActiveUsers(tx, actor, missing);
  const addedAt = new Date();
  await tx
    .delete(connectionAdmins)
    .where(and(eq(connectionAdmins.connectionId, connection.id), inArray(connectionAdmins.userId, adding)));
  await tx.insert(connectionAdmins).values(
    adding.map((userId) => ({
      accountId: actor.accountId,
      connectionId: connection.id,
      userId,
      addedBy: actor.id,
      addedAt,
    })),
  );
  await tx
    .update(connections)
    .set({ adminCount: sql`${connections.adminCount} + ${adding.length}` })
    .where(eq(connections.id, connection.id));
  const by = { accountId: actor.accountId, actorId: actor.id };
  const added = adding.map((userId) => ({ action: "connection.admin_added" as const, data: { userId } }));
  const events = await record(tx, by, connection.id, ...added);
  if (!isAnswer) await notifyEach(tx, events, { kind: "connection.shared", data: noticeOf(actor, connection) }, adding);
  return { added: adding.length };
}

function sharedWithOneself({ adminCount }: { adminCount: number }): AppError {
  const way =
    adminCount === 0
      ? "It needs an admin: take it over."
      : "Say why and until when: sharing it with yourself takes a reason and an end.";
  return new AppError("forbidden", `Nobody was added. You are no admin of this connection. ${way}`);
}

/**
 * Takes somebody's access away, one's own included. Throws AppError `not_found`, `forbidden`, and `conflict` for the last
 * admin whose share has no end: a connection always keeps one.
 */
export async function revokeAdmin(
  actor: Actor,
  { connectionId, userId }: RevokeAdminInput,
): Promise<{ self: boolean }> {
  return db().transaction(async (tx) => {
    const connection = authorize(
      actor,
      "connection.revoke_admin",
      await lockConnection(tx, actor, connectionId, "no key update"),
    );
    const [revoked] = await tx
      .delete(connectionAdmins)
      .where(and(eq(connectionAdmins.connectionId, connection.id), eq(connectionAdmins.userId, userId), inForce))
      .returning({ endsAt: connectionAdmins.endsAt });
    if (revoked === undefined) {
      throw new AppError("conflict", "This person is not an admin of this connection any more.");
    }
    if (revoked.endsAt === null) {
      if (connection.adminCount === 1) throw lastAdmin();
      await tx
        .update(connections)
        .set({ adminCount: sql`${connections.adminCount} - 1` })
        .where(eq(connections.id, connection.id));
    }
    const by = { accountId: actor.accountId, actorId: actor.id };
    const event = await recordOne(tx, by, connection.id, { action: "connection.admin_revoked", data: { userId } });
    await notify(tx, event, { kind: "connection.revoked", data: noticeOf(actor, connection) }, [userId]);
    return { self: userId === actor.id };
  });
}

type Named = { id: string; name: string; environment: Environment };

function noticeOf({ name: by }: Actor, { id: connectionId, name, environment }: Named) {
  return { by, connectionId, name, environment };
}

/** One whose share ends by itself does not count: it would leave the connection to nobody. */
function lastAdmin(): AppError {
  return new AppError(
    "conflict",
    "A connection always keeps at least one admin whose access has no end, and this is the last one. Add another admin first.",
  );
}
