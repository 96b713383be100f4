import { sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { remainingWaitMs } from "./waits";

afterAll(closeDatabase);

const rule = { free: 3, firstMs: 1000, maxMs: 60_000 };

async function waitMs(attempts: number, sinceLastMs: number): Promise<number | undefined> {
  const [row] = await db().execute<{ ms: number }>(
    sql.raw(`select (${remainingWaitMs(rule, String(attempts), String(sinceLastMs))})::float8 as ms`),
  );
  return row?.ms;
}

test("the first attempts are free, then the wait doubles up to its limit", async () => {
  const waits: unknown[] = [];
  for (const attempts of [0, 1, 2, 3, 4, 5, 8, 9, 10, 1_000_000]) waits.push(await waitMs(attempts, 0));
  expect(waits).toEqual([0, 0, 0, 1000, 2000, 4000, 32_000, 60_000, 60_000, 60_000]);
});

test("time that has passed counts, and never below nothing", async () => {
  expect(await waitMs(4, 1500)).toBe(500);
  expect(await waitMs(4, 2000)).toBe(0);
  expect(await waitMs(4, 99_999)).toBe(0);
});
