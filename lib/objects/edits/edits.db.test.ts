import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeAdmin, makeUser } from "@/db/factories";
import { auditEvents, externalDataObjects } from "@/db/schema";
import { wrongCounters } from "@/scripts/testing/counters";
import { joinApp, versionsOf } from "@/scripts/testing/drafts";
import { makeOrders, ordersDefinition, type Places, startPlaces } from "@/scripts/testing/places";
import { revokeAdmin } from "../../admins/commands";
import { keptSessions } from "../../connections/kept-sessions";
import type { Actor, Environment } from "../../policy";
import { listRows } from "../../rows/queries";
import { deleteObject } from "../commands";
import { deployVersion } from "../deploys/commands";
import { createObject, publishObject, saveDraft } from "../drafts/commands";
import { findDraft } from "../drafts/queries";
import type { ObjectDraft } from "../drafts/schema";
import { findObject, listObjects } from "../queries";
import { discardDraft, draftOf, editObject } from "./commands";

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

const view = { where: [], sort: null, after: null, before: null };

const edit = (by: Actor = scene.builder, from?: number) => editObject(by, { id: scene.objectId, from });

const draftNow = (by: Actor = scene.builder) => findDraft(by, scene.appId, scene.objectId);

async function begin(from?: number): Promise<number> {
  const outcome = await edit(scene.builder, from);
  if (!outcome.begun) throw new Error("Somebody edits it already.");
  return outcome.revision;
}

const renamed: ObjectDraft = {
  table: { schema: "public", name: "orders" },
  columns: [
    { name: "id", label: "Number", readOnly: false },
    { name: "place", label: "Where", readOnly: false },
  ],
  membersWithUseMay: "write",
};

function save(revision: number, draft = renamed, by = scene.builder) {
  return saveDraft(by, { id: scene.objectId, revision, connectionId: scene.connectionIds.development, draft });
}

const publish = (revision: number, by = scene.builder) => publishObject(by, { id: scene.objectId, revision });

async function labelsIn(environment: Environment) {
  const { version, columns } = await listRows(scene.builder, { objectId: scene.objectId, environment, view });
  return [version, ...columns.map(({ label }) => label)];
}

const colleague = () => makeUser({ accountId: scene.builder.accountId });

async function manager() {
  const user = await colleague();
  await joinApp(scene.appId, user, "manage");
  return user;
}

test("publishing an edit writes the next version and binds Development alone; the others go on with their own", async () => {
  const { builder, objectId, connectionIds } = scene;
  const target = { objectId, connectionId: connectionIds.production, replaces: null };
  await deployVersion(builder, { ...target, version: 1, environment: "production" });
  await deployVersion(builder, {
    ...target,
    version: 2,
    environment: "test",
    connectionId: connectionIds.test,
  });
  const { revision } = await save(await begin());
  expect(await publish(revision)).toMatchObject({ version: 3 });
  expect(await labelsIn("development")).toEqual([3, "Number", "Where"]);
  expect(await labelsIn("test")).toEqual([2, "Order", "Place", "Note"]);
  expect(await labelsIn("production")).toEqual([1, "Order", "Place"]);
  const versions = await versionsOf(objectId);
  expect(versions.map(({ version }) => version).sort()).toEqual([1, 2, 3]);
  expect(versions.find(({ version }) => version === 2)?.definition).toEqual(ordersDefinition(2));
  await expect(draftNow()).rejects.toMatchObject({ code: "not_found" });
  const { revision: again } = await save(await begin());
  expect(await publish(again)).toMatchObject({ version: 4 });
});

test("a draft begins with what is live, over Development's connection, and says who began it", async () => {
  const { builder, connectionIds } = scene;
  await begin();
  const { draft, connection, live, begun } = await draftNow();
  expect(draft).toEqual(draftOf(ordersDefinition(2)));
  expect(connection?.id).toBe(connectionIds.development);
  expect(live).toEqual({ version: 2, definition: ordersDefinition(2) });
  expect(begun).toEqual({ by: builder.name, at: expect.any(String) });
});

test("a draft begins with an earlier version just as well, and publishing it is a new one", async () => {
  const revision = await begin(1);
  expect((await draftNow()).draft).toEqual(draftOf(ordersDefinition(1)));
  expect(await publish(revision)).toMatchObject({ version: 3 });
  expect(await labelsIn("development")).toEqual([3, "Order", "Place"]);
});

test("a version that is not there is no beginning", async () => {
  await expect(edit(scene.builder, 3)).rejects.toMatchObject({ code: "conflict" });
  await expect(draftNow()).rejects.toMatchObject({ code: "not_found" });
});

test("nothing that is live changes while it is edited, nor when the draft is discarded", async () => {
  const { builder, appId, objectId } = scene;
  const reader = await colleague();
  await joinApp(appId, reader, "use");
  const seen = async () => [
    await findObject(reader, appId, objectId),
    await listObjects(reader, appId),
    (await listRows(reader, { objectId, environment: "development", view })).columns,
  ];
  const before = await seen();
  const { revision } = await save(await begin());
  expect(await seen()).toEqual(before);
  await discardDraft(builder, { id: objectId, revision });
  expect(await seen()).toEqual(before);
  await expect(draftNow()).rejects.toMatchObject({ code: "not_found" });
  expect((await findObject(builder, appId, objectId)).beingEdited).toBeNull();
});

test("whoever may edit sees that somebody does, and a second attempt is told who and since when", async () => {
  const { builder, appId, objectId } = scene;
  const other = await manager();
  await begin();
  const { begun } = await draftNow();
  const edited = { by: builder.name, since: begun.at };
  expect(await edit(other)).toMatchObject({ begun: false, ...edited });
  expect((await draftNow(other)).begun.by).toBe(builder.name);
  expect((await findObject(other, appId, objectId)).beingEdited).toEqual(edited);
  expect(await listObjects(other, appId)).toMatchObject([{ id: objectId, version: 2, isBeingEdited: true }]);
});

test("of two editors, the second to save, to publish or to discard is told, and loses nothing of the first", async () => {
  const { builder, connectionIds, objectId } = scene;
  const other = await manager();
  await makeAdmin({ connectionId: connectionIds.development, user: other, by: builder });
  const revision = await begin();
  await save(revision, renamed, other);
  const conflict = { code: "conflict", message: expect.stringContaining("Somebody else changed this draft") };
  await expect(save(revision, draftOf(ordersDefinition(1)))).rejects.toMatchObject(conflict);
  await expect(publish(revision)).rejects.toMatchObject(conflict);
  await expect(discardDraft(builder, { id: objectId, revision })).rejects.toMatchObject(conflict);
  expect((await draftNow()).draft).toEqual(renamed);
});

test("no draft is taken for the one before it: its revision is another", async () => {
  const { builder, objectId } = scene;
  const first = await begin();
  await discardDraft(builder, { id: objectId, revision: first });
  await expect(save(first)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("published or discarded"),
  });
  const second = await begin();
  await expect(save(first)).rejects.toMatchObject({ code: "conflict" });
  await expect(save(second)).resolves.toEqual({ revision: second + 1 });
});

test("the draft of an object that was never published is deleted and not discarded", async () => {
  const { builder, appId, connectionIds } = scene;
  const input = { appId, connectionId: connectionIds.development, name: "New", description: "" };
  const { id } = await createObject(builder, input);
  await expect(discardDraft(builder, { id, revision: 0 })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("Delete it instead"),
  });
  await expect(deleteObject(builder, { id })).resolves.toEqual({ id });
});

test("who may not use Development's connection edits over another one that they choose", async () => {
  const other = await manager();
  await edit(other);
  const { connection, draft, revision } = await draftNow(other);
  expect(connection).toBeNull();
  expect(draft).toEqual(draftOf(ordersDefinition(2)));
  await expect(publish(revision, other)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("Choose another"),
  });
  await expect(save(revision, renamed, other)).rejects.toMatchObject({ code: "not_found" });
  await makeAdmin({ connectionId: scene.connectionIds.development, user: other, by: scene.builder });
  const saved = await save(revision, renamed, other);
  expect(await publish(saved.revision, other)).toMatchObject({ version: 3 });
});

test("beginning and discarding are on record, with the version that it began with", async () => {
  const { builder, objectId } = scene;
  const revision = await begin(1);
  await discardDraft(builder, { id: objectId, revision });
  const events = await db()
    .select({ action: auditEvents.action, data: auditEvents.data, actorId: auditEvents.actorId })
    .from(auditEvents)
    .where(eq(auditEvents.subjectId, objectId))
    .orderBy(auditEvents.at, auditEvents.id);
  const [{ name } = { name: "" }] = await db()
    .select({ name: externalDataObjects.name })
    .from(externalDataObjects)
    .where(eq(externalDataObjects.id, objectId));
  expect(events).toEqual([
    { actorId: builder.id, action: "object.edit_begun", data: { name, from: 1 } },
    { actorId: builder.id, action: "object.draft_discarded", data: { name } },
  ]);
});

describe("is refused", () => {
  test.each([
    ["to a member with use", "forbidden", "use", "member"],
    ["to a super admin who is no member", "forbidden", null, "super_admin"],
    ["to a stranger of the account", "not_found", null, "member"],
  ] as const)("%s", async (_, code, level, role) => {
    const { builder, objectId, appId, connectionIds } = scene;
    const by = await makeUser({ accountId: builder.accountId, role });
    if (level !== null) await joinApp(appId, by, level);
    await makeAdmin({ connectionId: connectionIds.development, user: by, by: builder });
    await expect(edit(by)).rejects.toMatchObject({ code });
    const revision = await begin();
    await expect(save(revision, renamed, by)).rejects.toMatchObject({ code });
    await expect(publish(revision, by)).rejects.toMatchObject({ code });
    await expect(discardDraft(by, { id: objectId, revision })).rejects.toMatchObject({ code });
    expect((await draftNow()).draft).toEqual(draftOf(ordersDefinition(2)));
    // The twin: whoever manages the app goes through with the very same.
    const saved = await save(revision);
    await expect(discardDraft(builder, { id: objectId, revision: saved.revision })).resolves.toEqual({
      id: objectId,
      appId,
    });
  });

  test("to one of another account, who learns nothing of it", async () => {
    const by = await makeUser({ accountId: await makeAccount(), role: "super_admin" });
    await expect(edit(by)).rejects.toMatchObject({ code: "not_found" });
  });

  test("to publish, until the connection is shared again", async () => {
    const { connectionIds, builder, objectId } = scene;
    const connectionId = connectionIds.development;
    await makeAdmin({ connectionId, user: await colleague(), by: builder });
    const revision = await begin();
    await revokeAdmin(builder, { connectionId, userId: builder.id });
    await expect(publish(revision)).rejects.toMatchObject({ code: "not_found" });
    expect(await versionsOf(objectId)).toHaveLength(2);
    await makeAdmin({ connectionId, user: builder });
    await expect(publish(revision)).resolves.toMatchObject({ version: 3 });
  });
});
