import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
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
  for (;;) {
    const more = await endNext();
    if (more === null) return { ended };
    ended += more;
  }
}

/**
 * Those of one connection, which is held as by everybody who changes its admins; one that is held already is left to who
 * holds it, such as a second process, until the next time. Null when there is none.
 */
async function endNext(): Promise<number | null> {
  return db().transaction(async (tx) => {
    const [connection] = await tx
      .select({
        id: connections.id,
        accountId: connections.accountId,
        name: connections.name,
        environment: connections.environment,
      })
      .from(connectionAdmins)
      .innerJoin(connections, eq(connections.id, connectionAdmins.connectionId))
      .where(isOver)
      .limit(1)
      .for("no key update", { of: connections, skipLocked: true });
    return connection === undefined ? null : endOn(tx, connection);
  });
}

/** As the job would, for some people of a connection that is held. */
export async function endOverOn(tx: Transaction, connection: Connection, userIds: readonly string[]): Promise<void> {
  await endOn(tx, connection, inArray(connectionAdmins.userId, [...userIds]));
}

async function endOn(tx: Transaction, connection: Connection, whose?: SQL): Promise<number> {
  const over = await tx
    .delete(connectionAdmins)
    .where(and(eq(connectionAdmins.connectionId, connection.id), isOver, whose))
    .returning({
      userId: connectionAdmins.userId,
      reason: connectionAdmins.reason,
      endsAt: connectionAdmins.endsAt,
    });
  for (const share of over) await sayEnded(tx, connection, share);
  return over.length;
}

// The first half lets the index over ends answer.
const isOver = sql`(${connectionAdmins.endsAt} is not null and not ${inForce})`;

async function sayEnded(tx: Transaction, connection: Connection, { userId, reason, endsAt }: Over): Promise<void> {
  const { id: connectionId, accountId, name, environment } = connection;
  const data = { userId, reason: reason ?? "", endsAt: endsAt?.toISOString() ?? "" };
  const by = { accountId, actorId: null };
  const [event] = await record(tx, by, connectionId, { action: "connection.break_glass_ended", data });
  if (event === undefined) throw new Error("A record gave no event.");
  const notice = { kind: "connection.break_glass_ended" as const, data: { connectionId, name, environment } };
  await notify(tx, event, notice, [userId]);
}
