import { type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { appMembers, connectionAdmins } from "@/db/schema";
import { lastUsed, type Use } from "./last-used";

/**
 * Writes what was noted since the last time. Each by itself and never two in one transaction: whoever takes many rights
 * away at once must not wait for this in a circle.
 */
export async function writeLastUses(): Promise<{ written: number }> {
  const uses = lastUsed().unwritten();
  for (const use of uses) {
    await db().execute(statementOf(use));
    lastUsed().written(use);
  }
  return { written: uses.length };
}

function statementOf({ of, id, userId, at }: Use): SQL {
  const used = sql`${new Date(at).toISOString()}::timestamptz`;
  // Another process may have written a later one.
  return of === "connection"
    ? sql`update ${connectionAdmins} set last_used_at = ${used}
        where connection_id = ${id} and user_id = ${userId} and (last_used_at is null or last_used_at < ${used})`
    : sql`update ${appMembers} set last_used_at = ${used}
        where app_id = ${id} and user_id = ${userId} and (last_used_at is null or last_used_at < ${used})`;
}
