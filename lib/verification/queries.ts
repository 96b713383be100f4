import { sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import type { ServerIdentity } from "../connectors/define-connector";
import { ownIdentitySql } from "../connectors/postgresql/catalog";

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
