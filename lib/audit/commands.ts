import { sql } from "drizzle-orm";
import { type Database, db, type Transaction } from "@/db/client";
import { newId } from "@/db/ids";
import { auditEvents } from "@/db/schema";
import type { AuditRecord } from "./schema";

type By = { accountId: string; actorId: string | null };

/** What was recorded, as others refer to it. */
export type AuditEvent = { id: string; accountId: string; at: Date; actorId: string | null };

/**
 * Records what happened to a subject, in the transaction in which it happens: neither is there without the other. Gives
 * the events in the order of the records, for who is to be told of them.
 */
export async function record(
  tx: Transaction,
  by: By,
  subjectId: string,
  ...records: readonly AuditRecord[]
): Promise<readonly AuditEvent[]> {
  const at = new Date();
  const events = records.map((what) => eventOf(by, subjectId, at, what));
  if (events.length > 0) await tx.insert(auditEvents).values(events);
  return events;
}

/** As `record`, for what others are told of as one event. */
export async function recordOne(tx: Transaction, by: By, subjectId: string, what: AuditRecord): Promise<AuditEvent> {
  const event = eventOf(by, subjectId, new Date(), what);
  await tx.insert(auditEvents).values(event);
  return event;
}

function eventOf({ accountId, actorId }: By, subjectId: string, at: Date, { action, data }: AuditRecord) {
  return { id: newId(), accountId, at, actorId, action, subjectId, data };
}

/** As `record`, of many subjects at once: one statement, however many they are. */
export async function recordEach(
  tx: Transaction,
  { accountId, actorId }: By,
  records: readonly { subjectId: string; record: AuditRecord }[],
): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map(({ subjectId, record: { action, data } }) => ({ id: newId(), action, subjectId, data }));
  await tx.execute(sql`
    insert into audit_events (id, account_id, at, actor_id, action, subject_id, data)
    select r.id, ${accountId}, ${new Date().toISOString()}, ${actorId}, r.action, r."subjectId", r.data
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, action text, "subjectId" uuid, data jsonb)`);
}

/** Records what happened in another database, with which no transaction can be shared. */
export async function recordAlone(by: By, subjectId: string, what: AuditRecord): Promise<void> {
  await insertion(db()).execute(eventOf(by, subjectId, new Date(), what));
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
