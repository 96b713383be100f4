import { and, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { violatedConstraint } from "@/db/failures";
import { verificationAttempts } from "@/db/schema";
import { AppError } from "../../errors";
import { log } from "../../log";
import type { Actor } from "../../policy";

const limits = { atOnce: 2, perMinute: 20 } as const;
/** After this many seconds an attempt whose process died counts as finished; a live one takes at most 30, and to rehearse 60. */
const lostAfterS = 100;
const firstLookMs = 500;
const lookEveryMs = 250;

/**
 * Runs a verification as an attempt of the actor: counted across processes, and aborted when its row says cancelled.
 * Throws AppError `rate_limited`, `cancelled`, and what `run` throws.
 */
export async function withAttempt<T>(
  actor: Actor,
  id: string,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  await startAttempt(actor, id);
  const cancel = new AbortController();
  const stopWatching = watchAttempt(id, cancel);
  try {
    return await run(AbortSignal.any([signal, cancel.signal]));
  } finally {
    stopWatching();
    await finishAttempt(id);
  }
}

async function startAttempt(actor: Actor, id: string): Promise<void> {
  try {
    await db().transaction(async (tx) => {
      // One start at a time for each user, or two could both be the second of two.
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`verification:${actor.id}`}, 0))`);
      await refuseTooMany(tx, actor);
      const mine = eq(verificationAttempts.userId, actor.id);
      await tx.delete(verificationAttempts).where(and(mine, lt(verificationAttempts.startedAt, secondsAgo(3600))));
      await tx
        .insert(verificationAttempts)
        .values({ id, accountId: actor.accountId, userId: actor.id, startedAt: sql`now()` });
    });
  } catch (error) {
    if (violatedConstraint(error) !== "verification_attempts_pkey") throw error;
    throw new AppError("conflict", "This verification was started before. Start a new one.");
  }
}

async function refuseTooMany(tx: Transaction, actor: Actor): Promise<void> {
  const running = sql`${verificationAttempts.finishedAt} is null`;
  const withinMinute = sql`${verificationAttempts.startedAt} > ${secondsAgo(60)}`;
  const oldest = sql`min(${verificationAttempts.startedAt}) filter (where ${withinMinute})`;
  const [counted] = await tx
    .select({
      running: sql<number>`${sql`count(*) filter (where ${running})::int`}`,
      recent: sql<number>`${sql`count(*) filter (where ${withinMinute})::int`}`,
      waitS: sql<number | null>`${sql`ceil(extract(epoch from ${oldest} + interval '60 seconds' - now()))::int`}`,
    })
    .from(verificationAttempts)
    .where(and(eq(verificationAttempts.userId, actor.id), gt(verificationAttempts.startedAt, secondsAgo(lostAfterS))));
  if (counted === undefined) throw new Error("A count gave no row.");
  if (counted.running >= limits.atOnce) {
    throw new AppError(
      "rate_limited",
      "Two verifications of yours are running already. Wait for one to end, or cancel it, then try again.",
    );
  }
  if (counted.recent >= limits.perMinute) {
    const wait = Math.max(1, counted.waitS ?? 60);
    throw new AppError(
      "rate_limited",
      `You have verified ${limits.perMinute} times within a minute, which is the most there is. Try again in ${wait} s.`,
    );
  }
}

function secondsAgo(seconds: number) {
  return sql`now() - make_interval(secs => ${seconds})`;
}

/** The browser cannot abort a server function, and its Cancel may reach another process: so both meet in the row. */
function watchAttempt(id: string, cancel: AbortController): () => void {
  let timer = setTimeout(look, firstLookMs);
  let stopped = false;

  function look(): void {
    isCancelled(id)
      .then((cancelled) => {
        if (cancelled) cancel.abort();
      })
      .catch((error: unknown) => log.warn({ err: error }, "looking for a cancelled verification failed"))
      .finally(() => {
        if (!stopped && !cancel.signal.aborted) timer = setTimeout(look, lookEveryMs);
      });
  }

  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

async function isCancelled(id: string): Promise<boolean> {
  const [attempt] = await db()
    .select({ cancelledAt: verificationAttempts.cancelledAt })
    .from(verificationAttempts)
    .where(eq(verificationAttempts.id, id));
  return attempt?.cancelledAt != null;
}

async function finishAttempt(id: string): Promise<void> {
  await db()
    .update(verificationAttempts)
    .set({ finishedAt: sql`now()` })
    .where(and(eq(verificationAttempts.id, id), isNull(verificationAttempts.finishedAt)));
}

/**
 * Ends an attempt in the transaction that stores its result: from then on it cannot be cancelled any more. Throws AppError
 * `cancelled` when somebody was faster.
 */
export async function claimAttempt(tx: Transaction, id: string): Promise<void> {
  const claimed = await tx
    .update(verificationAttempts)
    .set({ finishedAt: sql`now()` })
    .where(and(eq(verificationAttempts.id, id), isNull(verificationAttempts.cancelledAt)))
    .returning({ id: verificationAttempts.id });
  if (claimed.length === 0) throw new AppError("cancelled", "Cancelled. Nothing has been stored.");
}

/** Asks a running verification of the actor to stop; nothing happens when it ended already. */
export async function cancelVerification(actor: Actor, { attempt }: { attempt: string }): Promise<null> {
  await db()
    .update(verificationAttempts)
    .set({ cancelledAt: sql`now()` })
    .where(
      and(
        eq(verificationAttempts.id, attempt),
        eq(verificationAttempts.userId, actor.id),
        isNull(verificationAttempts.finishedAt),
      ),
    );
  return null;
}
