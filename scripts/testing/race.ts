import { type SQL, sql } from "drizzle-orm";
import { openDatabase } from "@/db/client";
import { until } from "./until";

/** Runs a command until it waits for a lock, changes something while it does, and lets it go on. */
export async function meanwhile<T>(lock: SQL, command: () => Promise<T>, change: SQL): Promise<T> {
  return withBlocker(async (blocker, isWaiting) => {
    const running = await blocker.transaction(async (tx) => {
      await tx.execute(lock);
      const outcome = command();
      // Whoever asks for the outcome hears of a failure; until then it is nobody's.
      outcome.catch(() => undefined);
      await until(() => isWaiting(1), "the command waits for the lock");
      await tx.execute(change);
      return { outcome };
    });
    return running.outcome;
  });
}

type Outcomes<A, B> = [PromiseSettledResult<A>, PromiseSettledResult<B>];

/**
 * Runs two commands at once for real: both are held up by a lock of a third session, in the order given, and let go
 * together. Each runs on a connection of the pool of its own.
 */
export async function race<A, B>(
  lock: SQL,
  first: () => Promise<A>,
  second: () => Promise<B>,
): Promise<Outcomes<A, B>> {
  return withBlocker(async (blocker, isWaiting) => {
    const running = await blocker.transaction(async (tx) => {
      await tx.execute(lock);
      const one = first();
      await until(() => isWaiting(1), "the first command waits for the lock");
      const two = second();
      await until(() => isWaiting(2), "both commands wait");
      return { both: Promise.allSettled([one, two]) };
    });
    return running.both;
  });
}

type Blocker = ReturnType<typeof openDatabase>["database"];

/** `isWaiting` says whether so many sessions wait for a lock. */
async function withBlocker<T>(
  run: (blocker: Blocker, isWaiting: (count: number) => Promise<boolean>) => Promise<T>,
): Promise<T> {
  const url = process.env.DATABASE_URL;
  if (url === undefined) throw new Error("A race needs the worker's database.");
  const blocker = openDatabase(url, 1);
  const watcher = openDatabase(url, 1);
  const isWaiting = async (count: number) => {
    const [row] = await watcher.database.execute<{ count: number }>(sql`
      select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    return row?.count === count;
  };
  try {
    return await run(blocker.database, isWaiting);
  } finally {
    await blocker.close();
    await watcher.close();
  }
}
