import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import type { Leaver } from "../left/queries";
import type { HandOver } from "../schema";

// Whole sets at a time: somebody who leaves may have thousands of connections, and others wait for them meanwhile.

/** Hand-overs as rows of `h`, in one parameter however many they are. */
export const handOverRows = (handOvers: readonly HandOver[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(handOvers)}::jsonb) as h(id uuid, "to" uuid)`;

/** Holds the apps that a user is a member of, and then their connections, in id order like everybody who holds several. */
export async function holdEverythingOf(tx: Transaction, { accountId, userId }: Leaver): Promise<void> {
  await tx.execute(sql`
    select from apps where account_id = ${accountId}
      and id in (select app_id from app_members where user_id = ${userId})
    order by id for no key update`);
  await tx.execute(sql`
    select from connections where account_id = ${accountId}
      and id in (select connection_id from connection_admins where user_id = ${userId})
    order by id for no key update`);
}

/**
 * Takes a user's connections away and makes others their admins without an end, by the name of who decided it. Gives the
 * connections that have no admin after it.
 */
export async function handConnectionsOver(
  tx: Transaction,
  leaver: Leaver,
  { by, handOvers }: { by: string; handOvers: readonly HandOver[] },
): Promise<string[]> {
  const { accountId, userId } = leaver;
  await tx.execute(sql`select from connection_admins where user_id = ${userId} order by connection_id for update`);
  // One leaves and one comes where a connection is handed over: only the others have one fewer.
  const counted = await tx.execute<{ id: string; admin_count: number }>(sql`
    update connections c set admin_count = c.admin_count - 1
    from connection_admins a
    where a.connection_id = c.id and a.user_id = ${userId} and a.ends_at is null
      and c.id not in (select h.id from ${handOverRows(handOvers)})
    returning c.id::text, c.admin_count`);
  await tx.execute(sql`delete from connection_admins where user_id = ${userId}`);
  if (handOvers.length > 0) {
    // Who broke the glass there stays for good, and needs no reason any more.
    await tx.execute(sql`
      insert into connection_admins (account_id, connection_id, user_id, added_by, added_at)
      select ${accountId}, h.id, h."to", ${by}, now() from ${handOverRows(handOvers)} order by h.id
      on conflict (connection_id, user_id) do update
      set ends_at = null, reason = null, added_by = excluded.added_by, added_at = excluded.added_at`);
  }
  return counted.filter((row) => row.admin_count === 0).map(({ id }) => id);
}

/** Takes a user's memberships away, and gives others `manage` where nobody else has it. */
export async function handAppsOver(
  tx: Transaction,
  { accountId, userId }: Leaver,
  { by, handOvers }: { by: string; handOvers: readonly HandOver[] },
): Promise<void> {
  await tx.execute(sql`delete from app_members where user_id = ${userId}`);
  if (handOvers.length === 0) return;
  await tx.execute(sql`
    insert into app_members (account_id, app_id, user_id, level, added_by, added_at)
    select ${accountId}, h.id, h."to", 'manage', ${by}, now() from ${handOverRows(handOvers)} order by h.id
    on conflict (app_id, user_id) do update set level = 'manage'`);
}

/** Whether somebody added the user to anything since it was held. */
export async function isAddedSince(tx: Transaction, userId: string): Promise<boolean> {
  const [row] = await tx.execute<{ added: boolean }>(sql`
    select exists (select from connection_admins where user_id = ${userId})
      or exists (select from app_members where user_id = ${userId}) as added`);
  return row?.added === true;
}
