import { type SQL, sql } from "drizzle-orm";
import { openDatabase } from "@/db/client";
import { until } from "./until";

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
  const url = process.env.DATABASE_URL;
  if (url === undefined) throw new Error("A race needs the worker's database.");
  const blocker = openDatabase(url, 1);
  const watcher = openDatabase(url, 1);
  const waiting = async () => {
    const [row] = await watcher.database.execute<{ count: number }>(sql`
      select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    return row?.count ?? 0;
  };
  try {
    const running = await blocker.database.transaction(async (tx) => {
      await tx.execute(lock);
      const one = first();
      await until(async () => (await waiting()) === 1, "the first command waits for the lock");
      const two = second();
      await until(async () => (await waiting()) === 2, "both commands wait");
      return { both: Promise.allSettled([one, two]) };
    });
    return await running.both;
  } finally {
    await blocker.close();
    await watcher.close();
  }
}
