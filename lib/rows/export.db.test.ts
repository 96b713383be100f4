import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { and, eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeUser } from "@/db/factories";
import { appMembers } from "@/db/schema";
import { joinApp } from "@/scripts/testing/drafts";
import { hostile, type Parcels, startParcels } from "@/scripts/testing/parcels";
import { until } from "@/scripts/testing/until";
import type { Actor } from "../policy";
import { exportRows } from "./export";
import { exportLimit } from "./schema";

let parcels: Parcels;
/** Characters: a file as a whole is more than twice what an export may take. */
const textOfEach = 600;

beforeAll(async () => {
  parcels = await startParcels();
  await parcels.sql`
    insert into parcels (status, ${parcels.sql(hostile)})
    select 'held', repeat(chr(97 + n % 26), ${textOfEach}) from generate_series(1, ${exportLimit + 1}) n`;
});

afterAll(async () => {
  await parcels.stop();
  await closeDatabase();
});

const hidden = ["__proto__", "status", "weight", "fragile", "promised_at", "customs_value"];

function exported(by: Actor, atMost: number, signal = new AbortController().signal) {
  const where = [{ column: "id", operator: "at_most" as const, values: [String(atMost)] }];
  const place = { objectId: parcels.objectId, environment: "development" as const };
  return exportRows(by, { ...place, view: { where, sort: null }, hidden }, signal);
}

/** The key of each line of a file without its header, and how much more memory it took at the most, in megabytes. */
async function readAll(pieces: AsyncGenerator<string, void>) {
  const before = liveMb();
  const keys: string[] = [];
  let most = 0;
  let bytes = 0;
  let at = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    for (const [, key = ""] of piece.matchAll(/^(\d+),/gm)) keys.push(key);
    at += 1;
    if (at % 25 === 0) most = Math.max(most, liveMb() - before);
  }
  return { keys, bytes, most };
}

setFlagsFromString("--expose-gc");
const collectGarbage: unknown = runInNewContext("gc");

/** What is held at this moment, in megabytes. */
function liveMb(): number {
  if (typeof collectGarbage !== "function") throw new Error("There is no way to collect garbage.");
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

async function running(): Promise<number> {
  const [found] = await parcels.sql`
    select count(*)::int as n from pg_stat_activity where usename = 'reader' and state = 'active'`;
  return Number(found?.n);
}

describe("a file", () => {
  test("of more rows than its limit holds the first of them, says that it was cut, and is never held as a whole", async () => {
    const file = await exported(parcels.builder, exportLimit + 1);
    expect(file.isCut).toBe(true);
    const { keys, bytes, most } = await readAll(file.pieces);
    expect(keys).toHaveLength(exportLimit);
    expect(keys.every((key, at) => key === String(at + 1))).toBe(true);
    expect(bytes).toBeGreaterThan(exportLimit * textOfEach);
    expect(most, "more megabytes").toBeLessThan(25);
  });

  test("of as many rows as its limit is not said to be cut", async () => {
    const file = await exported(parcels.builder, exportLimit);
    expect(file.isCut).toBe(false);
    await file.pieces.return();
  });

  test("ends where its reader loses the right, and nobody else's does", async () => {
    const { builder, appId } = parcels;
    const [leaver, stayer] = await Promise.all([1, 2].map(() => makeUser({ accountId: builder.accountId })));
    if (leaver === undefined || stayer === undefined) throw new Error("Two people are needed.");
    const [lost, kept] = await Promise.all(
      [leaver, stayer].map(async (user) => {
        await joinApp(appId, user, "use");
        const { pieces } = await exported(user, exportLimit);
        expect([await pieces.next(), await pieces.next()].map(({ done }) => done)).toEqual([false, false]);
        return pieces;
      }),
    );
    await db()
      .delete(appMembers)
      .where(and(eq(appMembers.appId, appId), eq(appMembers.userId, leaver.id)));
    await expect(lost?.next()).rejects.toMatchObject({ code: "not_found" });
    expect(await lost?.next()).toEqual({ done: true, value: undefined });
    expect(await kept?.next()).toMatchObject({ done: false });
    await kept?.return();
    expect(await running()).toBe(0);
  });

  test("that is given up in the middle leaves no query running; one that is not goes on", async () => {
    const abort = new AbortController();
    const [{ pieces }, other] = await Promise.all([
      exported(parcels.builder, exportLimit, abort.signal),
      exported(parcels.builder, exportLimit),
    ]);
    await Promise.all([pieces.next(), other.pieces.next()]);
    const locker = postgres(parcels.superuserUrl, { max: 1 });
    const going = await locker.begin(async (locked) => {
      await locked`lock table parcels in access exclusive mode`;
      const [givenUp, next] = [pieces.next(), other.pieces.next()];
      givenUp.catch(() => undefined);
      await until(async () => (await running()) === 2, "both wait for the table");
      abort.abort(new Error("given up"));
      await expect(givenUp).rejects.toThrow("given up");
      await until(async () => (await running()) === 1, "only the other waits");
      return { next };
    });
    await locker.end();
    expect(await going.next).toMatchObject({ done: false });
    await other.pieces.return();
    await until(async () => (await running()) === 0, "nothing runs");
  });
});
