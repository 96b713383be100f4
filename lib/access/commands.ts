import { eq } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { newId } from "@/db/ids";
import { accessReviews, connections } from "@/db/schema";
import { listAdmins } from "../admins/queries";
import { record } from "../audit/commands";
import { findConnection } from "../connections/queries";
import { AppError } from "../errors";
import { lockConnections } from "../objects/bindings/commands";
import { type Actor, authorize, authorizeUserAdministration } from "../policy";
import { adminKey, listHeld, seenOf } from "./queries";
import type { ReviewConnectionInput, ReviewUserInput } from "./schema";

/**
 * Says that the actor looked through who has access to a connection. Throws AppError `not_found`, and `conflict` when that
 * is not what they saw.
 */
export async function reviewConnection(actor: Actor, { connectionId, seen }: ReviewConnectionInput) {
  return db().transaction(async (tx) => {
    // Held without the actor's right, since looking at a connection is no use of it.
    await lockConnections(tx, actor, [connectionId]);
    // Whoever may see the admins may say that they looked at them.
    const connection = authorize(actor, "connection.see_admins", await findConnection(actor, connectionId, tx));
    const admins = await listAdmins(tx, actor, connection.id);
    if (seenOf(admins.map(adminKey)) !== seen) throw changedMeanwhile();
    const reviewedAt = await store(tx, actor, { connectionId: connection.id }, admins.length);
    await tx.update(connections).set({ reviewedAt }).where(eq(connections.id, connection.id));
    return { entries: admins.length };
  });
}

/**
 * Says that the actor looked through what a user has access to. Throws AppError `forbidden`, `not_found`, and `conflict`
 * when that is not what they saw.
 */
export async function reviewUser(actor: Actor, { userId, seen }: ReviewUserInput): Promise<{ entries: number }> {
  authorizeUserAdministration(actor);
  return db().transaction(async (tx) => {
    const held = await listHeld(tx, actor, userId);
    if (held.seen !== seen) throw changedMeanwhile();
    await store(tx, actor, { userId }, held.entries);
    return { entries: held.entries };
  });
}

type Subject = { connectionId: string } | { userId: string };

async function store(tx: Transaction, actor: Actor, subject: Subject, entries: number): Promise<Date> {
  const { accountId, id: actorId } = actor;
  const reviewedAt = new Date();
  await tx
    .insert(accessReviews)
    .values({ id: newId(), accountId, ...subject, reviewedBy: actorId, reviewedAt, entries });
  const subjectId = "userId" in subject ? subject.userId : subject.connectionId;
  await record(tx, { accountId, actorId }, subjectId, { action: "access.reviewed", data: { entries } });
  return reviewedAt;
}

function changedMeanwhile(): AppError {
  return new AppError(
    "conflict",
    "Access changed since you looked, so nothing is marked. It is shown as it is now: look through it again.",
  );
}
