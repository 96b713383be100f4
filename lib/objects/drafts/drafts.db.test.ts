import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeAdmin, makeConnection, makeUser } from "@/db/factories";
import { appMembers, connectionAdmins, externalDataObjects, objectBindings } from "@/db/schema";
import {
  joinApp,
  linksOf,
  makeDraft,
  makeScene,
  parcelsDraft,
  startDraftTables,
  versionsOf,
} from "@/scripts/testing/drafts";
import type { Parcels } from "@/scripts/testing/parcels";
import { listApps } from "../../apps/list/queries";
import { deleteConnection } from "../../connections/commands";
import { keptSessions } from "../../connections/kept-sessions";
import { deleteObject } from "../commands";
import { findObject, listObjects } from "../queries";
import { createObject, publishObject, saveDraft } from "./commands";
import { describeTable, findDraft, listTables, listUsableConnections } from "./queries";

let parcels: Parcels;

beforeAll(async () => {
  parcels = await startDraftTables();
});

afterEach(async () => {
  await keptSessions().close();
});

afterAll(async () => {
  await parcels.stop();
  await closeDatabase();
});

test("creating takes manage in the app and the connection's use, each of them", async () => {
  const { builder, appId, connectionId } = await makeScene(parcels);
  const { accountId } = builder;
  const input = { appId, connectionId, name: "Parcels", description: "" };
  const manager = await makeUser({ accountId });
  await joinApp(appId, manager, "manage");
  await expect(createObject(manager, input)).rejects.toMatchObject({ code: "not_found" });
  const user = await makeUser({ accountId });
  await joinApp(appId, user, "use");
  await makeAdmin({ connectionId, user, by: builder });
  await expect(createObject(user, input)).rejects.toMatchObject({ code: "forbidden" });
  const superAdmin = await makeUser({ accountId, role: "super_admin" });
  await expect(createObject(superAdmin, input)).rejects.toMatchObject({ code: "forbidden" });
  const stranger = await makeUser({ accountId: await makeAccount(), role: "super_admin" });
  await expect(createObject(stranger, input)).rejects.toMatchObject({ code: "not_found" });
  const test = await makeConnection({ by: builder, environment: "test" });
  await expect(createObject(builder, { ...input, connectionId: test.id })).rejects.toMatchObject({ code: "conflict" });
  await makeAdmin({ connectionId, user: manager, by: builder });
  await expect(createObject(manager, input)).resolves.toEqual({ id: expect.any(String) });
});

test("a draft is seen, saved and published by those who manage the app, and by nobody else", async () => {
  const { builder, appId, connectionId, id, revision } = await makeDraft(parcels);
  const { accountId } = builder;
  const user = await makeUser({ accountId });
  await joinApp(appId, user, "use");
  await makeAdmin({ connectionId, user, by: builder });
  const stranger = await makeUser({ accountId: await makeAccount(), role: "super_admin" });
  const save = { id, revision, connectionId, draft: parcelsDraft };
  for (const [actor, code] of [
    [user, "forbidden"],
    [stranger, "not_found"],
  ] as const) {
    await expect(findDraft(actor, appId, id)).rejects.toMatchObject({ code });
    await expect(saveDraft(actor, save)).rejects.toMatchObject({ code });
    await expect(publishObject(actor, { id, revision })).rejects.toMatchObject({ code });
  }
  expect(await listObjects(user, appId)).toEqual([]);
  expect((await listApps(user, { q: "" })).rows).toMatchObject([{ id: appId, objectCount: 0 }]);
  expect((await listApps(builder, { q: "" })).rows.find((app) => app.id === appId)).toMatchObject({ objectCount: 1 });
  expect(await listObjects(builder, appId)).toMatchObject([{ id, version: null, table: null }]);
  await expect(findObject(builder, appId, id)).rejects.toMatchObject({ code: "not_found" });
  const colleague = await makeUser({ accountId });
  await joinApp(appId, colleague, "manage");
  expect(await findDraft(colleague, appId, id)).toMatchObject({ draft: parcelsDraft, connection: null });
  await expect(publishObject(colleague, { id, revision })).rejects.toMatchObject({ code: "not_found" });
  await makeAdmin({ connectionId, user: colleague, by: builder });
  expect(await findDraft(colleague, appId, id)).toMatchObject({ connection: { id: connectionId } });
  await expect(publishObject(colleague, { id, revision })).resolves.toEqual({ id, appId, version: 1 });
});

test("what a connection offers is shown to its admins only", async () => {
  const { builder, connectionId } = await makeScene(parcels);
  const other = await makeUser({ accountId: builder.accountId });
  const table = { schema: "public", name: "stock" };
  expect((await describeTable(builder, { connectionId, table })).columns.map(({ name }) => name)).toContain("sku");
  await expect(describeTable(other, { connectionId, table })).rejects.toMatchObject({ code: "not_found" });
  await expect(listTables(other, { connectionId, search: "" })).rejects.toMatchObject({ code: "not_found" });
  expect((await listUsableConnections(builder)).map(({ id }) => id)).toEqual([connectionId]);
  expect(await listUsableConnections(other)).toEqual([]);
});

test("a right that is lost between save and publish stops the publish", async () => {
  const lostConnection = await makeDraft(parcels);
  await db().delete(connectionAdmins).where(eq(connectionAdmins.connectionId, lostConnection.connectionId));
  await expect(publishObject(lostConnection.builder, lostConnection)).rejects.toMatchObject({ code: "not_found" });
  const lostApp = await makeDraft(parcels);
  await db().update(appMembers).set({ level: "use" }).where(eq(appMembers.appId, lostApp.appId));
  await expect(publishObject(lostApp.builder, lostApp)).rejects.toMatchObject({ code: "forbidden" });
  for (const { id } of [lostConnection, lostApp]) expect(await versionsOf(id)).toEqual([]);
});

test("nobody saves over a draft that they have not seen", async () => {
  const { builder, connectionId, id, revision } = await makeDraft(parcels);
  const save = { id, revision, connectionId, draft: { ...parcelsDraft, columns: [] } };
  expect(await saveDraft(builder, save)).toEqual({ revision: revision + 1 });
  await expect(saveDraft(builder, save)).rejects.toMatchObject({ code: "conflict" });
  await expect(publishObject(builder, { id, revision })).rejects.toMatchObject({ code: "conflict" });
});

test("a draft is saved over a Development connection that is shared with whoever saves it, and over no other", async () => {
  const { builder, id, revision, connectionId } = await makeDraft(parcels);
  const colleague = await makeUser({ accountId: builder.accountId });
  const theirs = await makeConnection({ by: colleague });
  const production = await makeConnection({ by: builder, environment: "production" });
  const second = await makeConnection({ by: builder });
  const save = (over: string) => saveDraft(builder, { id, revision, connectionId: over, draft: parcelsDraft });
  await expect(save(theirs.id)).rejects.toMatchObject({ code: "not_found" });
  await expect(save(production.id)).rejects.toMatchObject({ code: "conflict" });
  const [kept] = await db().select().from(externalDataObjects).where(eq(externalDataObjects.id, id));
  expect(kept?.draftConnectionId).toBe(connectionId);
  await expect(save(second.id)).resolves.toEqual({ revision: revision + 1 });
});

test("a draft never blocks deleting its connection, and goes on with another one", async () => {
  const { builder, appId, connectionId, id, revision } = await makeDraft(parcels);
  expect(await deleteConnection(builder, { id: connectionId })).toMatchObject({ deleted: true });
  expect(await findDraft(builder, appId, id)).toMatchObject({ connection: null, draft: parcelsDraft, revision });
  await expect(publishObject(builder, { id, revision })).rejects.toMatchObject({ code: "conflict" });
  const { details, credentials } = parcels.external;
  const other = await makeConnection({ by: builder, details, credentials });
  const saved = await saveDraft(builder, { id, revision, connectionId: other.id, draft: parcelsDraft });
  await expect(publishObject(builder, { id, ...saved })).resolves.toEqual({ id, appId, version: 1 });
});

test("a draft can be deleted", async () => {
  const { builder, id, connectionId } = await makeDraft(parcels);
  await deleteObject(builder, { id });
  expect(await db().select().from(externalDataObjects).where(eq(externalDataObjects.id, id))).toEqual([]);
  expect(await db().select().from(objectBindings).where(eq(objectBindings.objectId, id))).toEqual([]);
  expect(await linksOf(connectionId)).toBe(0);
});
