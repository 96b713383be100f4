import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeConnection, makeUser } from "@/db/factories";
import { auditEvents } from "@/db/schema";
import { wrongCounters } from "@/scripts/testing/counters";
import { joinApp, linksOf } from "@/scripts/testing/drafts";
import { makeOrders, type Places, startPlaces } from "@/scripts/testing/places";
import { until } from "@/scripts/testing/until";
import { keptSessions } from "../../connections/kept-sessions";
import { blackHole, startRogueServer } from "../../connectors/rogue-servers";
import type { Actor, Environment } from "../../policy";
import { countRows, listRows } from "../../rows/queries";
import { findObject } from "../queries";
import type { Bound } from "../schema";
import { deployVersion } from "./commands";
import { listDeployTargets } from "./queries";
import type { DeployEnvironment } from "./schema";

let places: Places;
let scene: Awaited<ReturnType<typeof makeOrders>>;

beforeAll(async () => {
  places = await startPlaces();
});

beforeEach(async () => {
  scene = await makeOrders(places);
});

afterEach(async () => {
  await keptSessions().close();
  expect(await wrongCounters(scene.builder.accountId)).toEqual([]);
});

afterAll(async () => {
  await places.stop();
  await closeDatabase();
});

type Deploy = {
  by?: Actor;
  version?: number;
  environment?: DeployEnvironment;
  connectionId?: string;
  replaces?: Bound | null;
};

function deploy({
  by = scene.builder,
  version = 2,
  environment = "production",
  replaces = null,
  ...more
}: Deploy = {}) {
  const { connectionId = scene.connectionIds[environment] } = more;
  return deployVersion(by, { objectId: scene.objectId, version, environment, connectionId, replaces });
}

const view = { where: [], sort: null, after: null, before: null };

function rowsOf(environment: Environment, by = scene.builder) {
  return listRows(by, { objectId: scene.objectId, environment, view });
}

async function bindings() {
  const { bindings } = await findObject(scene.builder, scene.appId, scene.objectId);
  return bindings.map(({ environment, version, connection }) => [environment, version, connection.id]);
}

test("each environment shows its own database's rows, in the columns of the version deployed there", async () => {
  const { development, test, production } = scene.connectionIds;
  expect(await deploy({ version: 1, environment: "test" })).toMatchObject({ deployed: true });
  expect(await deploy({ version: 2, environment: "production" })).toMatchObject({ deployed: true });
  expect(await bindings()).toEqual([
    ["development", 2, development],
    ["test", 1, test],
    ["production", 2, production],
  ]);
  expect((await rowsOf("development")).rows).toMatchObject([{ cells: ["1", "development", "a note"] }]);
  expect((await rowsOf("test")).rows).toMatchObject([{ cells: ["1", "test"] }]);
  expect((await rowsOf("production")).rows).toMatchObject([{ cells: ["1", "production", "a note"] }]);
});

test("an environment without a binding has no rows, whatever is bound elsewhere", async () => {
  for (const environment of ["test", "production"] as const) {
    await expect(rowsOf(environment)).rejects.toMatchObject({ code: "not_found" });
    const count = countRows(scene.builder, { objectId: scene.objectId, environment, where: [] }, 10);
    await expect(count).rejects.toMatchObject({ code: "not_found" });
  }
  await deploy({ environment: "test" });
  await expect(rowsOf("production")).rejects.toMatchObject({ code: "not_found" });
  expect((await rowsOf("test")).rows).toHaveLength(1);
});

test("going back to an earlier version is the same act, and on record with what it replaced", async () => {
  const { production } = scene.connectionIds;
  await deploy({ version: 2 });
  await deploy({ version: 1, replaces: { version: 2, connectionId: production } });
  expect((await rowsOf("production")).columns.map(({ name }) => name)).toEqual(["id", "place"]);
  const events = await db()
    .select({ data: auditEvents.data, actorId: auditEvents.actorId })
    .from(auditEvents)
    .where(eq(auditEvents.subjectId, scene.objectId))
    .orderBy(auditEvents.at, auditEvents.id);
  const bound = { environment: "production", connectionId: production };
  expect(events).toEqual([
    { actorId: scene.builder.id, data: { ...bound, version: 2, replaced: null } },
    { actorId: scene.builder.id, data: { ...bound, version: 1, replaced: { version: 2, connectionId: production } } },
  ]);
});

test("deploying through another connection lets go of the one before", async () => {
  const { production } = scene.connectionIds;
  const { id: other } = await scene.connectTo("production");
  await deploy();
  expect([await linksOf(production), await linksOf(other)]).toEqual([1, 0]);
  await deploy({ connectionId: other, replaces: { version: 2, connectionId: production } });
  expect([await linksOf(production), await linksOf(other)]).toEqual([0, 1]);
});

test("a failed rehearsal refuses and says what to do; once that is done, the same deploy goes through", async () => {
  await places.sql.production`revoke insert on orders from reader`;
  const refused = await deploy();
  const privileges = refused.rehearsal.checks.find(({ check }) => check === "privileges");
  expect(refused).toMatchObject({ deployed: false, rehearsal: { outcome: "failed" } });
  expect(privileges?.findings.map(({ statement }) => statement).join()).toMatch(/^GRANT INSERT/i);
  expect(await bindings()).toHaveLength(1);
  await places.sql.production`grant insert on orders to reader`;
  expect(await deploy()).toMatchObject({ deployed: true, rehearsal: { outcome: "passed" } });
});

test("what is bound stays as it is when a later deploy fails its rehearsal", async () => {
  await deploy({ version: 1 });
  await places.sql.production`alter table orders rename note to remark`;
  const replaces = { version: 1, connectionId: scene.connectionIds.production };
  expect(await deploy({ version: 2, replaces })).toMatchObject({ deployed: false });
  expect((await rowsOf("production")).version).toBe(1);
  await places.sql.production`alter table orders rename remark to note`;
});

test("warnings are said and do not refuse", async () => {
  await places.sql.production`revoke delete on orders from reader`;
  expect(await deploy()).toMatchObject({ deployed: true, rehearsal: { outcome: "warned" } });
  await places.sql.production`grant delete on orders to reader`;
});

test("one who stops it while it is rehearsed changes nothing, and nobody waits for the server any longer", async () => {
  const silent = await startRogueServer(blackHole);
  try {
    const { builder, objectId } = scene;
    const details = { ...places.external.details, port: String(silent.port) };
    const { id: connectionId } = await makeConnection({ by: builder, environment: "production", details });
    const stop = new AbortController();
    const input = { objectId, version: 2, environment: "production" as const, connectionId, replaces: null };
    const deployed = deployVersion(builder, input, stop.signal).catch((reason: unknown) => reason);
    await until(async () => silent.open() === 1, "the rehearsal has reached the server");
    const stopped = new Error("stopped");
    stop.abort(stopped);
    expect(await deployed).toBe(stopped);
    expect(await bindings()).toHaveLength(1);
  } finally {
    await silent.close();
  }
});

describe("is refused", () => {
  afterEach(async () => {
    expect(await bindings()).toEqual([["development", 2, scene.connectionIds.development]]);
    // The twin: whoever has both rights goes through with the very same.
    expect(await deploy()).toMatchObject({ deployed: true });
  });

  const colleague = () => makeUser({ accountId: scene.builder.accountId });
  const superAdmin = () => makeUser({ accountId: scene.builder.accountId, role: "super_admin" });

  test("to a member with use, who is told whom to ask", async () => {
    const by = await colleague();
    await joinApp(scene.appId, by, "use");
    const { id: connectionId } = await makeConnection({ by, environment: "production" });
    const refusal = { code: "forbidden", message: expect.stringContaining(`Ask ${scene.builder.name}.`) };
    await expect(deploy({ by, connectionId })).rejects.toMatchObject(refusal);
  });

  test("to one who manages the app and does not administer the connection", async () => {
    const by = await colleague();
    await joinApp(scene.appId, by, "manage");
    await expect(deploy({ by })).rejects.toMatchObject({ code: "not_found" });
  });

  test("to a super admin until the connection is shared with them", async () => {
    const by = await superAdmin();
    await joinApp(scene.appId, by, "manage");
    const message = "Share this connection with yourself to publish or deploy an object on it.";
    await expect(deploy({ by })).rejects.toMatchObject({ code: "forbidden", message });
  });

  test("to a super admin who is no member of the app, with a connection of their own", async () => {
    const by = await superAdmin();
    const { id: connectionId } = await makeConnection({ by, environment: "production" });
    await expect(deploy({ by, connectionId })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("to one of another account, who learns nothing of it", async () => {
    const by = await makeUser({ accountId: await makeAccount(), role: "super_admin" });
    const { id: connectionId } = await makeConnection({ by, environment: "production" });
    await expect(deploy({ by, connectionId })).rejects.toMatchObject({ code: "not_found" });
    const foreign = { connectionId };
    await expect(deploy(foreign)).rejects.toMatchObject({ code: "not_found" });
  });

  test.each(["development", "test"] as const)("Production through a %s connection", async (environment) => {
    const connectionId = scene.connectionIds[environment];
    await expect(deploy({ connectionId })).rejects.toMatchObject({
      code: "conflict",
      message: "This connection is of another environment. Choose one of the same environment.",
    });
  });

  test("a version that is not published", async () => {
    await expect(deploy({ version: 3 })).rejects.toMatchObject({ code: "not_found" });
  });

  test("a version for another connector", async () => {
    await db().execute(sql`
      insert into object_versions (account_id, object_id, version, connector, definition, published_by, published_at)
      select account_id, object_id, 3, 'odata', definition, published_by, published_at
      from object_versions where object_id = ${scene.objectId} and version = 2`);
    await expect(deploy({ version: 3 })).rejects.toMatchObject({ code: "conflict" });
    await db().execute(sql`delete from object_versions where object_id = ${scene.objectId} and version = 3`);
  });

  test("over a binding that the browser did not see", async () => {
    const replaces = { version: 1, connectionId: scene.connectionIds.production };
    await expect(deploy({ replaces })).rejects.toMatchObject({ code: "conflict" });
  });
});

test("one who did not see the binding that is there is told who made it", async () => {
  await deploy({ version: 1 });
  await expect(deploy({ version: 2, replaces: null })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining(`${scene.builder.name} bound version 1 in Production in the meantime`),
  });
  expect((await rowsOf("production")).version).toBe(1);
});

test("what can be deployed: every version, and only one's own connections of that environment", async () => {
  const { builder, objectId, connectionIds, appId } = scene;
  const hidden = await makeUser({ accountId: builder.accountId });
  await makeConnection({ by: hidden, environment: "production", name: "Hidden" });
  await deploy({ version: 1 });
  const targets = await listDeployTargets(builder, { objectId });
  expect(targets.versions.map(({ version, publishedBy }) => [version, publishedBy])).toEqual([
    [2, builder.name],
    [1, builder.name],
  ]);
  const { test, production } = targets.places;
  expect(test).toMatchObject({ bound: null, connections: [{ id: connectionIds.test, bound: false }] });
  expect(production.bound).toMatchObject({ version: 1, connection: { id: connectionIds.production } });
  expect(production.connections).toMatchObject([{ id: connectionIds.production, bound: true, status: "connected" }]);
  // A colleague sees what is bound by name, and that nothing there is theirs.
  await joinApp(appId, hidden, "manage");
  const theirs = (await listDeployTargets(hidden, { objectId })).places;
  expect(theirs.production.bound).toEqual(production.bound);
  expect(theirs.production.connections.map(({ name, bound }) => [name, bound])).toEqual([["Hidden", false]]);
  expect(theirs.test).toEqual({ bound: null, connections: [] });
  const user = await makeUser({ accountId: builder.accountId });
  await joinApp(appId, user, "use");
  await expect(listDeployTargets(user, { objectId })).rejects.toMatchObject({ code: "forbidden" });
});
