import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { unreadOf } from "../../notices/queries";
import type { Actor } from "../../policy";
import { requestsForMe } from "../../requests/queries";

/** `requests` wait for an answer of the actor's, `notices` to be read; both no further than one beyond their cap. */
export type Waiting = { requests: number; notices: number };

/** What the bar of every page says: one statement, since every page waits for it. */
export async function whatWaits(actor: Actor): Promise<Waiting> {
  const [waiting] = await db().execute<Waiting>(sql`
    select (select count(*)::int from (${requestsForMe(actor)}) r) as requests,
      (select count(*)::int from (${unreadOf(actor)}) n) as notices`);
  return waiting ?? { requests: 0, notices: 0 };
}
