import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { newId } from "@/db/ids";
import { notices, users } from "@/db/schema";
import type { AuditEvent } from "../audit/commands";
import { AppError } from "../errors";
import { mailIsConfigured } from "../mail/mail";
import type { Actor } from "../policy";
import type { NoticeRecord, SeenInput } from "./schema";

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
    .select({ id: users.id, mailsNotices: users.mailsNotices })
    .from(users)
    .where(and(inArray(users.id, userIds), eq(users.status, "active")))
    // Held in one order, so that nobody is deactivated between this look and what they are told.
    .orderBy(asc(users.id))
    .for("share");
  const byMail = new Map(active.map(({ id, mailsNotices }) => [id, mailsNotices && mailIsConfigured()]));
  const told = wanted.filter(({ userId }) => byMail.has(userId));
  if (told.length === 0) return;
  await tx
    .insert(notices)
    .values(
      told.map(({ userId, event: { accountId, id: eventId, at } }) => {
        const mail = byMail.get(userId) === true ? mailDue : {};
        return { id: newId(), accountId, userId, eventId, kind, data, at, ...mail };
      }),
    )
    .onConflictDoNothing({ target: [notices.userId, notices.eventId] });
}

/** Whoever is there reads it before, and then it is not sent; what comes meanwhile goes in the same e-mail. */
const mailDue = { mailState: "due", mailDueAt: sql`now() + interval '2 minutes'` } as const;

/** Throws AppError `not_found` for what the actor was not told. Read twice it is read since the first time. */
export async function markRead(actor: Actor, { id }: { id: string }): Promise<{ id: string }> {
  const marked = await db()
    .update(notices)
    .set({ readAt: sql`coalesce(${notices.readAt}, now())` })
    .where(and(eq(notices.id, id), eq(notices.userId, actor.id)))
    .returning({ id: notices.id });
  if (marked.length > 0) return { id };
  throw new AppError("not_found", "This notice does not exist, or it is not yours.");
}

/** Marks all that the actor had when they looked, not only what was shown; what arrived since stays unread. */
export async function markAllRead(actor: Actor, { seen }: SeenInput): Promise<{ marked: number }> {
  const wasThere = sql`pg_visible_in_snapshot(${notices.writtenIn}, ${seen}::pg_snapshot)`;
  // A database that was restored elsewhere counts its transactions anew: one from its future is from its past life.
  const wasThereBefore = sql`${notices.writtenIn} >= pg_snapshot_xmax(pg_current_snapshot())`;
  const marked = await db()
    .update(notices)
    .set({ readAt: sql`now()` })
    .where(and(eq(notices.userId, actor.id), isNull(notices.readAt), sql`(${wasThere} or ${wasThereBefore})`))
    .returning({ id: notices.id });
  return { marked: marked.length };
}
