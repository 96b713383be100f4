import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeAdmin, makeConnection, makeObject, makeUser } from "@/db/factories";
import { objectVersions } from "@/db/schema";
import { joinApp } from "@/scripts/testing/drafts";
import { startTrials, type Trials } from "@/scripts/testing/trials";
import { until } from "@/scripts/testing/until";
import { keptSessions } from "../../connections/kept-sessions";
import { blackHole, startRogueServer } from "../../connectors/rogue-servers";
import { rehearseThrough, rehearseVersion } from "./queries";

let trials: Trials;
let objectId: string;
const { signal } = new AbortController();

beforeAll(async () => {
  trials = await startTrials();
});

beforeEach(async () => {
  await trials.reset();
  ({ objectId } = await trials.publish());
});

afterEach(() => keptSessions().close());

afterAll(async () => {
  await trials.stop();
  await closeDatabase();
});

const asked = () => ({ objectId, version: 1, connectionId: trials.connectionId });

test("takes managing the app and being an admin of the connection, each of them", async () => {
  const { builder, appId, connectionId } = trials;
  const { accountId } = builder;
  const [user, stranger, superAdmin, foreigner] = await Promise.all([
    makeUser({ accountId }),
    makeUser({ accountId }),
    makeUser({ accountId, role: "super_admin" }),
    makeUser({ accountId: await makeAccount() }),
  ]);
  const code = (actor: typeof user) =>
    rehearseVersion(actor, asked(), signal).then(
      () => "rehearsed",
      (error) => error.code,
    );
  await makeAdmin({ connectionId, user });
  await makeAdmin({ connectionId, user: stranger });
  await joinApp(appId, user, "use");
  await joinApp(appId, superAdmin, "manage");
  expect(await code(builder)).toBe("rehearsed");
  expect(await code(user)).toBe("forbidden");
  expect(await code(stranger)).toBe("not_found");
  expect(await code(superAdmin)).toBe("forbidden");
  await makeAdmin({ connectionId, user: superAdmin });
  expect(await code(superAdmin)).toBe("rehearsed");
  expect(await code(foreigner)).toBe("not_found");
  const manager = await makeUser({ accountId });
  await joinApp(appId, manager, "manage");
  expect(await code(manager)).toBe("not_found");
});

test("says which credentials it was, and refuses what is not there or of another connector", async () => {
  const { builder, appId, connectionId } = trials;
  expect(await rehearseVersion(builder, asked(), signal)).toMatchObject({ connectionVersion: 1 });
  for (const missing of [{ version: 2 }, { objectId: randomUUID() }, { connectionId: randomUUID() }]) {
    await expect(rehearseVersion(builder, { ...asked(), ...missing }, signal)).rejects.toMatchObject({
      code: "not_found",
    });
  }
  const { definition } = await trials.publish();
  const other = await makeObject({ by: builder, appId, definition });
  await db().insert(objectVersions).values({
    accountId: builder.accountId,
    objectId: other.id,
    version: 2,
    connector: "mysql",
    definition,
    publishedBy: builder.id,
    publishedAt: new Date(),
  });
  const over = (version: number) => rehearseVersion(builder, { objectId: other.id, version, connectionId }, signal);
  await expect(over(2)).rejects.toMatchObject({ code: "conflict" });
  expect((await over(1)).rehearsal.outcome).toBe("passed");
});

test("whoever answers a request needs the connection alone", async () => {
  const { builder, connectionId } = trials;
  const { definition } = await trials.publish();
  const confirmer = await makeUser({ accountId: builder.accountId });
  const through = () => rehearseThrough(confirmer, { connector: "postgresql", definition, connectionId }, signal);
  await expect(through()).rejects.toMatchObject({ code: "not_found" });
  await makeAdmin({ connectionId, user: confirmer });
  expect((await through()).rehearsal.outcome).toBe("passed");
});

test("a server that accepts and stays silent ends it in its time", async () => {
  const hole = await startRogueServer(blackHole);
  const { builder, external } = trials;
  const details = { ...external.details, port: String(hole.port) };
  const { id: connectionId } = await makeConnection({ by: builder, details, credentials: external.credentials });
  const startedAt = performance.now();
  await expect(rehearseVersion(builder, { ...asked(), connectionId }, signal)).rejects.toMatchObject({
    code: "unreachable",
  });
  expect(performance.now() - startedAt).toBeLessThan(20_000);
  await keptSessions().close();
  await until(async () => hole.open() === 0, "the socket is closed");
  await hole.close();
}, 30_000);

test("whoever gives up is let go at once, and nothing runs on", async () => {
  const { builder, sql, external } = trials;
  const held = await sql.reserve();
  await held`begin`;
  await held`lock table pg_attrdef in access exclusive mode`;
  const giving = new AbortController();
  const rehearsing = rehearseVersion(builder, asked(), giving.signal);
  const outcome = expect(rehearsing).rejects.toThrow("gave up");
  const waits = async () => {
    const [row] = await held`
      select count(*)::int as count from pg_stat_activity where usename = 'reader' and wait_event_type = 'Lock'`;
    return Number(row?.count);
  };
  await until(async () => (await waits()) === 1, "the rehearsal waits for the catalog");
  const startedAt = performance.now();
  giving.abort(new Error("gave up"));
  await outcome;
  expect(performance.now() - startedAt).toBeLessThan(3000);
  await until(async () => (await external.countConnections()) === 0, "nothing is left", 3000);
  await held`rollback`;
  held.release();
  expect((await rehearseVersion(builder, asked(), signal)).rehearsal.outcome).toBe("passed");
});

test("nothing is written to the external database", async () => {
  const { builder, sql } = trials;
  await sql`alter system set autovacuum = off`;
  await sql`select pg_reload_conf()`;
  // A transaction that writes takes a number; every later one is beyond it.
  const next = async () => {
    const [row] = await sql`select pg_snapshot_xmax(pg_current_snapshot())::text as id`;
    return String(row?.id);
  };
  await rehearseVersion(builder, asked(), signal);
  const before = await next();
  await rehearseVersion(builder, asked(), signal);
  expect(await next()).toBe(before);
  await sql`create table if not exists public.written ()`;
  expect(await next()).not.toBe(before);
});
