import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { db, type Transaction } from "@/db/client";
import { auditEvents, users } from "@/db/schema";
import type { ServerIdentity } from "../connectors/define-connector";
import { ownIdentitySql } from "../connectors/postgresql/catalog";
import { AppError } from "../errors";

const identityRow = z.tuple([z.object({ system_identifier: z.string().nullable(), started_at: z.string() })]);

let identifierHidden = false;

/** Which server our own database is, so that no connection leads there. Asked each time: a restart changes it. */
export async function findOwnIdentity(): Promise<ServerIdentity> {
  try {
    return await ask(identifierHidden ? ownIdentitySql.public : ownIdentitySql.full);
  } catch (error) {
    if (identifierHidden) throw error;
    // A managed server may keep its identifier to itself; the time of its start is left. Any other failure fails again.
    const identity = await ask(ownIdentitySql.public);
    identifierHidden = true;
    return identity;
  }
}

async function ask(text: string): Promise<ServerIdentity> {
  const [row] = identityRow.parse([...(await db().execute(sql.raw(text)))]);
  return { systemIdentifier: row.system_identifier, startedAt: row.started_at };
}

/** Says whose reconnect came first. */
export async function reconnectedMeanwhile(
  tx: Transaction,
  connection: { id: string; accountId: string },
): Promise<AppError> {
  const [last] = await tx
    .select({ by: users.name })
    .from(auditEvents)
    .innerJoin(users, eq(users.id, auditEvents.actorId))
    .where(
      and(
        eq(auditEvents.accountId, connection.accountId),
        eq(auditEvents.subjectId, connection.id),
        eq(auditEvents.action, "connection.reconnected"),
      ),
    )
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(1);
  const who = last?.by ?? "Somebody";
  return new AppError(
    "conflict",
    `${who} reconnected this connection while yours was being verified, and theirs is in place. Reconnect again to replace it.`,
  );
}
