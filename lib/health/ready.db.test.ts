import { sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { openDatabase } from "@/db/client";
import { env } from "../env";
import { liveAnswer, readyAnswer } from "./loaders";

const other = openDatabase(env().databaseUrl, 1);
afterAll(() => other.close());

test("a migrated database that answers is ready", async () => {
  const answer = await readyAnswer();
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ status: "ready" });
  expect(answer.headers.get("cache-control")).toBe("no-store");
});

test("a database without our migrations is not, and strangers are not told why", async () => {
  await other.database.execute(sql`alter schema drizzle rename to elsewhere`);
  try {
    const answer = await readyAnswer();
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ status: "not ready" });
  } finally {
    await other.database.execute(sql`alter schema elsewhere rename to drizzle`);
  }
  expect((await readyAnswer()).status).toBe(200);
});

test("a database that is a migration behind is not ready", async () => {
  const shift = (ms: number) =>
    other.database.execute(sql`update drizzle.__drizzle_migrations set created_at = created_at + ${ms}::bigint`);
  await shift(-1);
  try {
    expect((await readyAnswer()).status).toBe(503);
  } finally {
    await shift(1);
  }
  expect((await readyAnswer()).status).toBe(200);
});

test("a database that hangs is given up after a second, and back as soon as it answers", async () => {
  await other.database.transaction(async (tx) => {
    await tx.execute(sql`lock table drizzle.__drizzle_migrations in access exclusive mode`);
    const started = performance.now();
    const answers = await Promise.all([readyAnswer(), readyAnswer(), readyAnswer()]);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
    const [waiting] = await tx.execute<{ count: number }>(
      sql`select count(*)::int as count from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    );
    expect(waiting?.count).toBe(1);
    expect(liveAnswer().status).toBe(200);
  });
  await expect.poll(async () => (await readyAnswer()).status).toBe(200);
});
