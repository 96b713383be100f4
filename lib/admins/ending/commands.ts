import { and, eq, inArray, sql } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { connectionAdmins, connections } from "@/db/schema";
import { record } from "../../audit/commands";
import { inForce } from "../../connections/queries";
import { notify } from "../../notices/commands";
import type { Environment } from "../../policy";

type Connection = { id: string; accountId: string; name: string; environment: Environment };
type Over = { userId: string; reason: string | null; endsAt: Date | null };

/** Takes away every share whose end is over. Nobody has it any more by then: this tidies up, and says so. */
export async function endOverShares(): Promise<{ ended: number }> {
  let ended = 0;
  while (await endNext()) ended += 1;
  return { ended };
}

/**
 * One at a time, and never what another session holds: a second process, or somebody who prolongs or revokes it. Only the
 * share is locked, since `admin_count` does not count it, so that nobody waits for this.
 */
async function endNext(): Promise<boolean> {
  return db().transaction(async (tx) => {
    const [next] = await tx
      .select({
        share: shareColumns,
        connection: {
          id: connections.id,
          accountId: connections.accountId,
          name: connections.name,
          environment: connections.environment,
        },
      })
      .from(connectionAdmins)
      .innerJoin(connections, eq(connections.id, connectionAdmins.connectionId))
      .where(isOver)
      .limit(1)
      .for("update", { of: connectionAdmins, skipLocked: true });
    if (next === undefined) return false;
    const { share, connection } = next;
    await tx.delete(connectionAdmins).where(shareOf(connection, [share.userId]));
    await sayEnded(tx, connection, share);
    return true;
  });
}

/** As the job would, for some people of a connection that is held. */
export async function endOverOn(tx: Transaction, connection: Connection, userIds: readonly string[]): Promise<void> {
  const over = await tx
    .delete(connectionAdmins)
    .where(and(shareOf(connection, userIds), isOver))
    .returning(shareColumns);
  for (const share of over) await sayEnded(tx, connection, share);
}

const shareColumns = {
  userId: connectionAdmins.userId,
  reason: connectionAdmins.reason,
  endsAt: connectionAdmins.endsAt,
};

// The first half lets the index over ends answer.
const isOver = sql`(${connectionAdmins.endsAt} is not null and not ${inForce})`;

function shareOf({ id }: Connection, userIds: readonly string[]) {
  return and(eq(connectionAdmins.connectionId, id), inArray(connectionAdmins.userId, [...userIds]));
}

async function sayEnded(tx: Transaction, connection: Connection, { userId, reason, endsAt }: Over): Promise<void> {
  const { id: connectionId, accountId, name, environment } = connection;
  const data = { userId, reason: reason ?? "", endsAt: endsAt?.toISOString() ?? "" };
  const by = { accountId, actorId: null };
  const [event] = await record(tx, by, connectionId, { action: "connection.break_glass_ended", data });
  if (event === undefined) throw new Error("A record gave no event.");
  const notice = { kind: "connection.break_glass_ended" as const, data: { connectionId, name, environment } };
  await notify(tx, event, notice, [userId]);
}
