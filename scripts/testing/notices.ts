import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import type { Actor } from "@/lib/policy";

/** What somebody was told, oldest first, whoever may see it. */
export async function toldTo({ id }: Pick<Actor, "id">) {
  const rows = await db().execute<{ id: string; kind: string; data: unknown; event_id: string; mail_state: string }>(
    sql`select id, kind, data, event_id, mail_state from notices where user_id = ${id} order by at, id`,
  );
  return [...rows];
}

export async function kindsToldTo(user: Pick<Actor, "id">): Promise<string[]> {
  return (await toldTo(user)).map(({ kind }) => kind);
}
