import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAdmin, makeBinding, makeConnection, makeVersion } from "@/db/factories";
import { wrongCounters } from "@/scripts/testing/counters";
import { type Parcels, startParcels } from "@/scripts/testing/parcels";
import {
  askAccess,
  askDeploy,
  boundNow,
  eventsOf,
  makeParcelsScene,
  makeRequestScene,
  parcelsDefinition,
  type RequestScene,
  storedRequest,
} from "@/scripts/testing/requests";
import { sharePage } from "../../admins/queries";
import { deleteConnection } from "../../connections/commands";
import { deleteObject } from "../../objects/commands";
import { findRequestDetail, listObjectRequests } from "../detail/queries";
import { confirmAccess, confirmDeploy, refuseRequest } from "./commands";
import { rehearseRequest } from "./queries";

let parcels: Parcels;
let scene: RequestScene;
const signal = new AbortController().signal;
const definition = parcelsDefinition;

beforeAll(async () => {
  parcels = await startParcels();
});

beforeEach(async () => {
  scene = await makeParcelsScene(parcels);
});

afterEach(async () => {
  expect(await wrongCounters(scene.admin.accountId)).toEqual([]);
});

afterAll(async () => {
  await parcels.stop();
  await closeDatabase();
});

/** Another connection to the same server, in Production unless said otherwise. */
async function another(environment: "test" | "production" = "production", by = scene.admin): Promise<string> {
  const { details, credentials } = parcels.external;
  return (await makeConnection({ by, environment, details, credentials })).id;
}

test("confirming binds the version through the confirmer's connection, in their name and on record with who asked", async () => {
  const { admin, builder, objectId, connectionId } = scene;
  const id = await askDeploy(scene);
  const confirmation = await confirmDeploy(admin, { id, connectionId, replaces: null });
  expect(confirmation).toMatchObject({ confirmed: true });
  expect(await boundNow(scene)).toEqual([
    { environment: "production", version: 1, connection_id: connectionId, bound_by: admin.id },
  ]);
  expect(await storedRequest(id)).toMatchObject({
    state: "confirmed",
    answered_by: admin.id,
    connection_id: connectionId,
  });
  const events = (await eventsOf(objectId)).slice(1);
  expect(events).toMatchObject([
    { action: "object.bound", actor_id: admin.id, data: { version: 1, connectionId, requestedBy: builder.id } },
    { action: "request.confirmed", actor_id: admin.id, data: { requestId: id, connectionId, requestedBy: builder.id } },
  ]);
  expect(await listObjectRequests(builder, objectId)).toMatchObject([
    { id, state: "confirmed", answeredBy: "Priya Raman" },
  ]);
  expect(await listObjectRequests(scene.colleague, objectId)).toEqual([]);
});

test("a later request takes it back to the earlier version, through the connection that is bound", async () => {
  const { admin, builder, objectId, connectionId, deputy } = scene;
  await makeVersion({ by: builder, objectId, version: 2, definition });
  const forward = await askDeploy(scene, { version: 2 });
  await confirmDeploy(admin, { id: forward, connectionId, replaces: null });
  const back = await askDeploy(scene, { version: 1 });
  const detail = await findRequestDetail(deputy, back);
  expect(detail).toMatchObject({ bound: { version: 2 }, connections: [{ id: connectionId, bound: true }] });
  await confirmDeploy(deputy, { id: back, connectionId, replaces: 2 });
  expect(await boundNow(scene)).toMatchObject([{ version: 1, bound_by: deputy.id }]);
});

describe("a failed rehearsal", () => {
  test("refuses with what is in the way, changes nothing, and the request stays open", async () => {
    const { admin, builder, objectId, connectionId } = scene;
    const gone = { ...definition, table: { schema: "public", name: "not there" } };
    await makeVersion({ by: builder, objectId, version: 2, definition: gone });
    const id = await askDeploy(scene, { version: 2 });
    expect((await rehearseRequest(admin, { id, connectionId }, signal)).rehearsal.outcome).toBe("failed");
    const confirmation = await confirmDeploy(admin, { id, connectionId, replaces: null });
    expect(confirmation).toMatchObject({ confirmed: false, rehearsal: { outcome: "failed" } });
    expect(await boundNow(scene)).toEqual([]);
    expect(await storedRequest(id)).toMatchObject({ state: "open", answered_by: null });
    expect((await eventsOf(objectId)).map(({ action }) => action)).toEqual(["request.made"]);
  });
});

describe("which connection", () => {
  test("one of the confirmer's that nobody was asked about by name will do", async () => {
    const id = await askDeploy(scene);
    const connectionId = await another();
    await confirmDeploy(scene.admin, { id, connectionId, replaces: null });
    expect(await boundNow(scene)).toMatchObject([{ connection_id: connectionId }]);
  });

  test.each<[string, () => Promise<string>, string]>([
    ["of another environment", () => another("test"), "conflict"],
    ["of somebody else", () => another("production", scene.nobody), "not_found"],
    ["of nobody", async () => crypto.randomUUID(), "not_found"],
  ])("one %s is refused for a deploy and for access", async (_, make, code) => {
    const connectionId = await make();
    const deploy = await askDeploy(scene);
    await expect(confirmDeploy(scene.admin, { id: deploy, connectionId, replaces: null })).rejects.toMatchObject({
      code,
    });
    const access = await askAccess(scene);
    await expect(confirmAccess(scene.admin, { id: access, connectionId })).rejects.toMatchObject({ code });
    expect(await boundNow(scene)).toEqual([]);
    expect([await storedRequest(deploy), await storedRequest(access)]).toMatchObject([
      { state: "open" },
      { state: "open" },
    ]);
  });

  test("a member of the app who is shown the request sees none of the connections that it could be done with", async () => {
    const id = await askDeploy(scene);
    const other = await another();
    const mine = await findRequestDetail(scene.admin, id);
    expect(mine.connections.map((connection) => connection.id).sort()).toEqual([scene.connectionId, other].sort());
    expect(mine).toMatchObject({ appVisible: false, answerRefusal: null, mayWithdraw: false });
    const theirs = await findRequestDetail(scene.builder, id);
    expect(theirs).toMatchObject({ connections: [], confirmedWith: null, mayWithdraw: true, appVisible: true });
    expect((await findRequestDetail(scene.deputy, id)).connections).toHaveLength(1);
  });

  test("what is bound is named to those who see it, and only counted as a version for the others", async () => {
    const id = await askDeploy(scene);
    const { nobody, objectId, admin } = scene;
    const theirs = await makeConnection({ by: nobody, environment: "production", name: "Somebody else's" });
    await makeVersion({ by: scene.builder, objectId, version: 2, definition });
    await makeBinding({ by: nobody, objectId, connectionId: theirs.id, environment: "production", version: 2 });
    expect((await findRequestDetail(admin, id)).bound).toEqual({ version: 2, connection: null });
    await makeAdmin({ connectionId: theirs.id, user: admin });
    expect((await findRequestDetail(admin, id)).bound).toEqual({ version: 2, connection: "Somebody else's" });
  });
});

test("whoever confirms must have seen what runs there: another version by now is a conflict", async () => {
  const { admin, builder, objectId, connectionId } = scene;
  const id = await askDeploy(scene);
  await makeVersion({ by: builder, objectId, version: 2, definition });
  await makeBinding({ by: admin, objectId, connectionId, environment: "production", version: 2 });
  const confirming = (replaces: number | null) => confirmDeploy(admin, { id, connectionId, replaces });
  await expect(confirming(null)).rejects.toMatchObject({
    code: "conflict",
    message:
      "Version 2 runs in Production now, which is not what you saw. Look at the request again before you answer it.",
  });
  expect(await confirming(2)).toMatchObject({ confirmed: true });
});

test("access makes who asked an admin of the chosen connection, on record, and nothing is bound", async () => {
  const { admin, builder, connectionId, objectId } = scene;
  const id = await askAccess(scene);
  await confirmAccess(admin, { id, connectionId });
  const { admins } = await sharePage(builder, connectionId);
  expect(admins.find(({ self }) => self)).toMatchObject({ name: builder.name, addedBy: admin.name });
  expect(await eventsOf(connectionId)).toMatchObject([
    { action: "connection.admin_added", data: { userId: builder.id } },
  ]);
  expect((await eventsOf(objectId)).at(-1)).toMatchObject({ action: "request.confirmed", data: { connectionId } });
  expect((await findRequestDetail(builder, id)).confirmedWith?.id).toBe(connectionId);
  expect(await boundNow(scene)).toEqual([]);
});

test("who is an admin already by then stays one, once", async () => {
  const { admin, builder, connectionId } = scene;
  const id = await askAccess(scene);
  await makeAdmin({ connectionId, user: builder, by: admin });
  await confirmAccess(admin, { id, connectionId });
  expect((await sharePage(builder, connectionId)).admins.filter(({ self }) => self)).toHaveLength(1);
  expect((await storedRequest(id))?.state).toBe("confirmed");
});

test("a yes to the one is no yes to the other", async () => {
  const { admin, connectionId, builder } = scene;
  const [deploy, access] = [await askDeploy(scene), await askAccess(scene)];
  await expect(confirmAccess(admin, { id: deploy, connectionId })).rejects.toMatchObject({ code: "conflict" });
  const wrong = confirmDeploy(admin, { id: access, connectionId, replaces: null });
  await expect(wrong).rejects.toMatchObject({ code: "conflict" });
  await expect(rehearseRequest(admin, { id: access, connectionId }, signal)).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await boundNow(scene)).toEqual([]);
  await expect(sharePage(builder, connectionId)).rejects.toMatchObject({ code: "not_found" });
});

test("a refusal carries its word to who asked", async () => {
  const id = await askDeploy(scene, { message: "For the fair" });
  await refuseRequest(scene.deputy, { id, answer: "The replica is frozen until Monday" });
  const detail = await findRequestDetail(scene.builder, id);
  expect(detail).toMatchObject({
    state: "refused",
    answer: "The replica is frozen until Monday",
    answeredBy: "Aiko Tanabe",
  });
  expect(await listObjectRequests(scene.builder, scene.objectId)).toMatchObject([
    { state: "refused", answer: "The replica is frozen until Monday" },
  ]);
  await expect(
    confirmDeploy(scene.admin, { id, connectionId: scene.connectionId, replaces: null }),
  ).rejects.toMatchObject({
    message: "Aiko Tanabe refused this request already.",
  });
});

test("an open deploy is on the object's page for all who may deploy, a question for access only for who asked", async () => {
  const [deploy, access] = [await askDeploy(scene), await askAccess(scene)];
  const { builder, colleague, objectId } = scene;
  expect((await listObjectRequests(builder, objectId)).map(({ id }) => id).sort()).toEqual([deploy, access].sort());
  expect((await listObjectRequests(colleague, objectId)).map(({ id, self }) => ({ id, self }))).toEqual([
    { id: deploy, self: false },
  ]);
  for (const other of [scene.member, scene.admin, scene.superAdmin]) {
    expect(await listObjectRequests(other, objectId)).toEqual([]);
  }
});

test("a confirmed request outlives its connection, and goes with its object", async () => {
  const { admin, builder, connectionId, objectId } = scene;
  const id = await askAccess(scene);
  await confirmAccess(admin, { id, connectionId });
  expect(await deleteConnection(admin, { id: connectionId })).toEqual({ deleted: true });
  expect(await findRequestDetail(builder, id)).toMatchObject({ state: "confirmed", confirmedWith: null });
  await deleteObject(builder, { id: objectId });
  expect(await storedRequest(id)).toBeUndefined();
  await expect(findRequestDetail(builder, id)).rejects.toMatchObject({ code: "not_found" });
});

test("the database holds no confirmation with a connection of another environment or account", async () => {
  const id = await askDeploy(scene);
  const elsewhere = await another("test");
  const stored = db().execute(sql`update requests set connection_id = ${elsewhere} where id = ${id}`);
  await expect(stored).rejects.toMatchObject({ cause: { constraint_name: "requests_connection_fk" } });
  await db().execute(sql`update requests set connection_id = ${scene.connectionId} where id = ${id}`);
  const foreign = await makeRequestScene();
  const asked = db().execute(
    sql`insert into request_people (account_id, request_id, user_id) values (${foreign.admin.accountId}, ${id}, ${foreign.admin.id})`,
  );
  await expect(asked).rejects.toMatchObject({ cause: { constraint_name: "request_people_request_fk" } });
});
