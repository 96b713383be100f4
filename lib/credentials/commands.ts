import { and, asc, eq, gt, ne, or, sql } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { connectionCredentials, connections } from "@/db/schema";
import { record } from "../audit/commands";
import { type Stored, withSecret } from "../connections/sessions";
import { UnreadableCredentials, vault } from "../vault";

export type RotationProgress = {
  /** Connections sealed under another key than the first one of the keyring, when the run began. */
  total: number;
  resealed: number;
  /** Opened by no key of the keyring; left as they are and marked, so that their admins are asked to reconnect. */
  unreadable: number;
  /** Held by somebody while the run passed; the next run finds them. Known at the end. */
  held: number;
};

const batchSize = 50;

/**
 * Seals every secret again under the first key of the keyring, while the product runs. May be stopped at any moment and
 * started again, and run twice at once: rows that somebody holds are left for the next round. A dry run opens everything
 * and changes nothing.
 */
export async function rotateCredentials(options: {
  dryRun: boolean;
  onProgress?: (progress: RotationProgress) => void;
}): Promise<RotationProgress> {
  const { keyId } = await vault();
  const progress: RotationProgress = { total: await countOutdated(keyId), resealed: 0, unreadable: 0, held: 0 };
  let after: Place | null = null;
  for (;;) {
    const batch: Batch = options.dryRun ? await tryBatch(keyId, after) : await rotateBatch(keyId, after);
    progress.resealed += batch.resealed;
    progress.unreadable += batch.unreadable;
    options.onProgress?.({ ...progress });
    if (batch.last === null) break;
    after = batch.last;
  }
  const left = options.dryRun ? progress.total - progress.resealed : await countOutdated(keyId);
  return { ...progress, held: Math.max(0, left - progress.unreadable) };
}

/** Rows are walked by key and id, as their index has them. */
type Place = { keyId: string; id: string };
type Batch = { resealed: number; unreadable: number; last: Place | null };

function outdated(keyId: string) {
  return ne(connections.credentialsKeyId, keyId);
}

async function countOutdated(keyId: string): Promise<number> {
  return db().$count(connections, outdated(keyId));
}

function outdatedAfter(keyId: string, after: Place | null, at: Pick<Transaction, "select">) {
  const beyond =
    after === null
      ? undefined
      : or(
          gt(connections.credentialsKeyId, after.keyId),
          and(eq(connections.credentialsKeyId, after.keyId), gt(connections.id, after.id)),
        );
  return at
    .select({
      id: connections.id,
      accountId: connections.accountId,
      connector: connections.connector,
      details: connections.details,
      keyId: connections.credentialsKeyId,
      sealed: connectionCredentials.sealed,
    })
    .from(connections)
    .innerJoin(connectionCredentials, eq(connectionCredentials.connectionId, connections.id))
    .where(and(outdated(keyId), beyond))
    .orderBy(asc(connections.credentialsKeyId), asc(connections.id))
    .limit(batchSize);
}

function placeOf(rows: readonly { keyId: string; id: string }[]): Place | null {
  const last = rows[rows.length - 1];
  return last === undefined ? null : { keyId: last.keyId, id: last.id };
}

async function tryBatch(keyId: string, after: Place | null): Promise<Batch> {
  const rows = await outdatedAfter(keyId, after, db());
  const opened = await Promise.all(rows.map((row) => reseal(row)));
  const unreadable = opened.filter((sealed) => sealed === null).length;
  return { resealed: rows.length - unreadable, unreadable, last: placeOf(rows) };
}

async function rotateBatch(keyId: string, after: Place | null): Promise<Batch> {
  return db().transaction(async (tx) => {
    const rows = await outdatedAfter(keyId, after, tx).for("no key update", { of: connections, skipLocked: true });
    const resealedIn = new Map<string, number>();
    let unreadable = 0;
    for (const row of rows) {
      const sealed = await reseal(row);
      const own = eq(connections.id, row.id);
      if (sealed === null) {
        unreadable += 1;
        await tx.update(connections).set({ credentialsState: "unreadable" }).where(own);
        continue;
      }
      await tx
        .update(connectionCredentials)
        .set({ sealed, sealedAt: sql`now()` })
        .where(eq(connectionCredentials.connectionId, row.id));
      // What was marked unreadable for want of its key is readable again; what a server refused stays refused.
      const state = sql`case ${connections.credentialsState} when 'unreadable' then 'ok' else ${connections.credentialsState} end`;
      await tx.update(connections).set({ credentialsKeyId: keyId, credentialsState: state }).where(own);
      resealedIn.set(row.accountId, (resealedIn.get(row.accountId) ?? 0) + 1);
    }
    for (const [accountId, count] of resealedIn) {
      const data = { connections: count, keyId };
      await record(tx, { accountId, actorId: null }, accountId, { action: "credentials.rotated", data });
    }
    return { resealed: rows.length - unreadable, unreadable, last: placeOf(rows) };
  });
}

/** The secret sealed under the first key; null when it does not open. */
async function reseal(stored: Stored) {
  const { seal } = await vault();
  const { id: connectionId, accountId, connector, details } = stored;
  try {
    return await withSecret({ job: "rotate" }, stored, (secret) =>
      seal({ accountId, connectionId, connector, details }, secret),
    );
  } catch (error) {
    if (error instanceof UnreadableCredentials) return null;
    throw error;
  }
}
