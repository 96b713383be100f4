import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAdmin, makeUser } from "@/db/factories";
import { wrongCounters } from "@/scripts/testing/counters";
import { joinApp } from "@/scripts/testing/drafts";
import { letGo } from "@/scripts/testing/let-go";
import { makeOrders, type Places, startPlaces } from "@/scripts/testing/places";
import { race } from "@/scripts/testing/race";
import { revokeAdmin } from "../../admins/commands";
import { removeMember } from "../../apps/members/commands";
import { deleteConnection, renameConnection } from "../../connections/commands";
import { keptSessions } from "../../connections/kept-sessions";
import type { Actor } from "../../policy";
import { reconnectConnection } from "../../verification/reconnect/commands";
import { deployVersion } from "./commands";

// The whole command on a real server: it has rehearsed, with the right it still had, when it waits for what came before it.

let places: Places;
let scene: Awaited<ReturnType<typeof makeOrders>>;
/** Shares the connection of Production and manages the app as well. */
let colleague: Actor;
let superAdmin: Actor;

beforeAll(async () => {
  places = await startPlaces();
});

beforeEach(async () => {
  scene = await makeOrders(places);
  const { accountId } = scene.builder;
  colleague = await makeUser({ accountId });
  superAdmin = await makeUser({ accountId, role: "super_admin" });
  await makeAdmin({ connectionId: scene.connectionIds.production, user: colleague });
  await joinApp(scene.appId, colleague, "manage");
});

afterEach(async () => {
  await keptSessions().close();
  expect(await wrongCounters(scene.builder.accountId)).toEqual([]);
});

afterAll(async () => {
  await places.stop();
  await closeDatabase();
});

function deploy() {
  const { builder, objectId, connectionIds } = scene;
  const place = { objectId, environment: "production" as const, connectionId: connectionIds.production };
  return deployVersion(builder, { ...place, version: 2, replaces: null });
}

function reconnect() {
  const watch = { signal: new AbortController().signal, onStage: () => undefined };
  const id = scene.connectionIds.production;
  return reconnectConnection(colleague, { attempt: randomUUID(), id, credentials: places.external.credentials }, watch);
}

const onConnection = () => sql`select from connections where id = ${scene.connectionIds.production} for update`;
const onMembership = () =>
  sql`select from app_members where app_id = ${scene.appId} and user_id = ${scene.builder.id} for update`;

async function boundInProduction(): Promise<number> {
  const found = await db().execute(
    sql`select from object_bindings where object_id = ${scene.objectId} and environment = 'production'`,
  );
  return found.length;
}

const lost = {
  "the connection is taken from who deploys": {
    lock: onConnection,
    act: () => revokeAdmin(colleague, { connectionId: scene.connectionIds.production, userId: scene.builder.id }),
    code: "not_found",
  },
  "the membership is taken from who deploys": {
    lock: onMembership,
    act: () => removeMember(colleague, { appId: scene.appId, userId: scene.builder.id }),
    code: "not_found",
  },
  "who deploys is deactivated": {
    lock: onConnection,
    act: () => letGo(superAdmin, scene.builder.id),
    code: "not_found",
  },
  "the connection is deleted": {
    lock: onConnection,
    act: () => deleteConnection(colleague, { id: scene.connectionIds.production }),
    code: "not_found",
  },
  "the connection is reconnected": { lock: onConnection, act: reconnect, code: "conflict" },
};

test.each(Object.entries(lost))("after the rehearsal %s: nothing is bound", async (_, { lock, act, code }) => {
  const [acted, deployed] = await race<unknown, unknown>(lock(), act, deploy);
  expect(acted).toMatchObject({ status: "fulfilled" });
  expect(deployed).toMatchObject({ status: "rejected", reason: { code } });
  expect(await boundInProduction()).toBe(0);
});

test("after the rehearsal the connection is renamed: that is no other connection, and it is bound", async () => {
  const { id, name } = scene.production;
  const rename = () => renameConnection(colleague, { id, name: `${name} 2`, previousName: name });
  const [renamed, deployed] = await race(onConnection(), rename, deploy);
  expect(renamed).toMatchObject({ status: "fulfilled" });
  expect(deployed).toMatchObject({ status: "fulfilled", value: { deployed: true } });
  expect(await boundInProduction()).toBe(1);
});

test("deploying, then reconnecting: it is bound, and credentials that were not tried with it replace nothing", async () => {
  const [deployed, reconnected] = await race(onConnection(), deploy, reconnect);
  expect(deployed.status).toBe("fulfilled");
  expect(reconnected).toMatchObject({ status: "rejected", reason: { code: "conflict" } });
  expect(await boundInProduction()).toBe(1);
});

test("a reconnect before the rehearsal is nobody's conflict: the new credentials were rehearsed", async () => {
  await reconnect();
  expect(await deploy()).toMatchObject({ deployed: true });
});
