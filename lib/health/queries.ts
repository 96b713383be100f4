import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import journal from "@/db/migrations/meta/_journal.json";
import { log } from "../log";

const timeoutMs = 1_000;

let running: Promise<boolean> | null = null;

/** Whether requests can be served: the database answers within a second and has every migration of this build. */
export async function isReady(): Promise<boolean> {
  // One question at a time: while a database hangs, probes must not fill the pool.
  running ??= checkDatabase().finally(() => {
    running = null;
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, false);
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function checkDatabase(): Promise<boolean> {
  const newest = Math.max(...journal.entries.map((entry) => entry.when));
  try {
    const [row] = await db().execute<{ newest: string | null }>(
      sql`select max(created_at)::text as newest from drizzle.__drizzle_migrations`,
    );
    const isMigrated = Number(row?.newest ?? 0) >= newest;
    if (!isMigrated) log.warn("not ready: migrations are missing; run npm run migrate");
    return isMigrated;
  } catch (error) {
    log.warn({ err: error }, "not ready: the database does not answer as it should");
    return false;
  }
}
