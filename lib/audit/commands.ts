import { sql } from "drizzle-orm";
import { type Database, db, type Transaction } from "@/db/client";
import { newId } from "@/db/ids";
import { auditEvents } from "@/db/schema";
import type { AuditRecord } from "./schema";

type By = { accountId: string; actorId: string | null };

/** Records what happened to a subject, in the transaction in which it happens: neither is there without the other. */
export async function record(
  tx: Transaction,
  { accountId, actorId }: By,
  subjectId: string,
  ...records: readonly AuditRecord[]
): Promise<void> {
  if (records.length === 0) return;
  const at = new Date();
  await tx
    .insert(auditEvents)
    .values(records.map(({ action, data }) => ({ id: newId(), accountId, at, actorId, action, subjectId, data })));
}

/** Records what happened in another database, with which no transaction can be shared. */
export async function recordAlone({ accountId, actorId }: By, subjectId: string, record: AuditRecord): Promise<void> {
  const { action, data } = record;
  await insertion(db()).execute({ id: newId(), accountId, at: new Date(), actorId, action, subjectId, data });
}

const insertions = new WeakMap<Database, ReturnType<typeof prepareInsertion>>();

// Prepared, because every row that is written waits for it.
function insertion(database: Database) {
  const prepared = insertions.get(database) ?? prepareInsertion(database);
  insertions.set(database, prepared);
  return prepared;
}

function prepareInsertion(database: Database) {
  return database
    .insert(auditEvents)
    .values({
      id: sql.placeholder("id"),
      accountId: sql.placeholder("accountId"),
      at: sql.placeholder("at"),
      actorId: sql.placeholder("actorId"),
      action: sql.placeholder("action"),
      subjectId: sql.placeholder("subjectId"),
      data: sql.placeholder("data"),
    })
    .prepare("audit_event");
}
