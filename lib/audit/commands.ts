import type { Transaction } from "@/db/client";
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
