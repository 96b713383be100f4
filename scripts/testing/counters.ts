import { sql } from "drizzle-orm";
import { db } from "@/db/client";

/** Connections whose stored counters differ from what is counted (admins whose share ends by itself do not count), and admins who are not active users. Empty when all is right. One account, since other tests leave theirs. */
export async function wrongCounters(accountId: string): Promise<unknown[]> {
  const found = await db().execute(sql`
    select c.id::text, c.name, c.admin_count, a.count as admins, c.linked_object_count, b.count as bindings
    from connections c
    cross join lateral (
      select count(*)::int from connection_admins where connection_id = c.id and ends_at is null
    ) a
    cross join lateral (select count(*)::int from object_bindings where connection_id = c.id) b
    where c.account_id = ${accountId} and (c.admin_count <> a.count or c.linked_object_count <> b.count)
    union all
    select m.connection_id::text, u.name, null, null, null, null
    from connection_admins m join users u on u.id = m.user_id where m.account_id = ${accountId} and u.status <> 'active'`);
  return [...found];
}
