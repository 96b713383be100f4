import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { newId } from "@/db/ids";
import { notices, users } from "@/db/schema";
import type { AuditEvent } from "../audit/commands";
import type { NoticeRecord } from "./schema";

/**
 * Tells people of an event, in the transaction of the event itself: none is lost, and none is told twice. Who did it and
 * who is deactivated are left out.
 */
export async function notify(
  tx: Transaction,
  event: AuditEvent,
  { kind, data }: NoticeRecord,
  userIds: readonly string[],
): Promise<void> {
  const wanted = [...new Set(userIds)].filter((id) => id !== event.actorId);
  if (wanted.length === 0) return;
  const { accountId, id: eventId, at } = event;
  const told = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.accountId, accountId), inArray(users.id, wanted), eq(users.status, "active")));
  if (told.length === 0) return;
  await tx
    .insert(notices)
    .values(told.map(({ id: userId }) => ({ id: newId(), accountId, userId, eventId, kind, data, at })))
    .onConflictDoNothing({ target: [notices.userId, notices.eventId] });
}
