import { and, asc, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { newId } from "@/db/ids";
import { notices, users } from "@/db/schema";
import type { AuditEvent } from "../audit/commands";
import type { NoticeRecord } from "./schema";

/**
 * Tells people of an event, in the transaction of the event itself: none is lost, and none is told twice. Who did it and
 * who is deactivated are left out. Users are held by it, so that it comes after every other lock.
 */
export async function notify(
  tx: Transaction,
  event: AuditEvent,
  notice: NoticeRecord,
  userIds: readonly string[],
): Promise<void> {
  const people = [...new Set(userIds)];
  const events = people.map(() => event);
  await notifyEach(tx, events, notice, people);
}

/** As `notify`, where the same happened to several people: `events` are theirs, in the order of `people`. */
export async function notifyEach(
  tx: Transaction,
  events: readonly AuditEvent[],
  { kind, data }: NoticeRecord,
  people: readonly string[],
): Promise<void> {
  const wanted = events.flatMap((event, place) => {
    const userId = people[place];
    return userId === undefined || userId === event.actorId ? [] : [{ userId, event }];
  });
  if (wanted.length === 0) return;
  const userIds = wanted.map(({ userId }) => userId);
  const active = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(inArray(users.id, userIds), eq(users.status, "active")))
    // Held in one order, so that nobody is deactivated between this look and what they are told.
    .orderBy(asc(users.id))
    .for("share");
  const isActive = new Set(active.map(({ id }) => id));
  const told = wanted.filter(({ userId }) => isActive.has(userId));
  if (told.length === 0) return;
  await tx
    .insert(notices)
    .values(
      told.map(({ userId, event: { accountId, id: eventId, at } }) => {
        return { id: newId(), accountId, userId, eventId, kind, data, at };
      }),
    )
    .onConflictDoNothing({ target: [notices.userId, notices.eventId] });
}
