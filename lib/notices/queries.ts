import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { notices } from "@/db/schema";
import type { Actor } from "../policy";
import { waitingCap } from "../waiting/schema";
import { readCursor, writeCursor } from "./cursor";
import { placesOf } from "./places/queries";
import {
  type LatestNotices,
  latestCount,
  type NoticeList,
  type NoticeRecord,
  type NoticesInput,
  type NoticesPage,
  noticesPageSize,
} from "./schema";
import { doerOf, reasonOf, sentenceOf } from "./words";

/** A page of what the actor was told, the latest first. */
export async function noticesPage(actor: Actor, { show, after }: NoticesInput): Promise<NoticesPage> {
  const cursor = readCursor(after);
  const beyond =
    cursor === null ? undefined : sql`(${notices.at}, ${notices.id}) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`;
  const wanted = and(beyond, show === "unread" ? isNull(notices.readAt) : undefined);
  const [{ rows, seen }, unread] = await Promise.all([
    listNotices(actor, wanted, noticesPageSize + 1),
    countUnread(actor),
  ]);
  const shown = rows.slice(0, noticesPageSize);
  const last = rows.length > noticesPageSize ? shown.at(-1) : undefined;
  return { rows: shown, seen, next: last === undefined ? null : writeCursor(last), unread };
}

/** What the bell shows. */
export async function latestNotices(actor: Actor): Promise<LatestNotices> {
  const [list, unread] = await Promise.all([listNotices(actor, undefined, latestCount), countUnread(actor)]);
  return { ...list, unread };
}

async function listNotices(actor: Actor, wanted: SQL | undefined, limit: number): Promise<NoticeList> {
  const found = await db()
    .select({
      id: notices.id,
      at: notices.at,
      readAt: notices.readAt,
      record: sql<NoticeRecord>`jsonb_build_object('kind', ${notices.kind}, 'data', ${notices.data})`,
      seen: sql<string>`pg_current_snapshot()::text`,
    })
    .from(notices)
    .where(and(eq(notices.userId, actor.id), wanted))
    .orderBy(desc(notices.at), desc(notices.id))
    .limit(limit);
  const places = await placesOf(
    actor,
    found.map(({ record }) => record),
  );
  const rows = found.map(({ id, at, readAt, record }, place) => ({
    id,
    at: at.toISOString(),
    isRead: readAt !== null,
    by: doerOf(record),
    sentence: sentenceOf(record, at),
    reason: reasonOf(record),
    href: places[place]?.href ?? null,
    gone: places[place]?.gone ?? null,
  }));
  return { rows, seen: found[0]?.seen ?? null };
}

/** What the actor has not read, no further than one beyond `waitingCap`: the index over the unread alone answers. */
export function unreadOf({ id }: Actor) {
  return db()
    .select({ one: sql`1` })
    .from(notices)
    .where(and(eq(notices.userId, id), isNull(notices.readAt)))
    .limit(waitingCap + 1);
}

export async function countUnread(actor: Actor): Promise<number> {
  const [counted] = await db().execute<{ count: number }>(
    sql`select count(*)::int as count from (${unreadOf(actor)}) unread`,
  );
  return counted?.count ?? 0;
}
