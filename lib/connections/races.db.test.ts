import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeApp, makeBinding, makeConnection, makeObject, makeUser } from "@/db/factories";
import { bindInDevelopment } from "@/scripts/testing/bindings";
import { wrongCounters } from "@/scripts/testing/counters";
import { type ExternalPostgres, startExternalPostgres } from "@/scripts/testing/external-postgres";
import { letGo } from "@/scripts/testing/let-go";
import { race } from "@/scripts/testing/race";
import { addAdmins, revokeAdmin } from "../admins/commands";
import { AppError } from "../errors";
import { deleteObject } from "../objects/commands";
import type { Actor } from "../policy";
import { createConnection } from "../verification/commands";
import { reconnectConnection } from "../verification/reconnect/commands";
import { deleteConnection, renameConnection } from "./commands";

const rounds = [1, 2, 3];
const watch = { signal: new AbortController().signal, onStage: () => undefined };

let superAdmin: Actor;
let one: Actor;
let two: Actor;

beforeEach(async () => {
  const accountId = await makeAccount();
  superAdmin = await makeUser({ accountId, role: "super_admin" });
  one = await makeUser({ accountId });
  two = await makeUser({ accountId });
});

afterEach(async () => {
  expect(await wrongCounters(superAdmin.accountId)).toEqual([]);
});

afterAll(closeDatabase);

const onConnection = (id: string) => sql`select from connections where id = ${id} for update`;
const onUser = (id: string) => sql`select from users where id = ${id} for update`;

async function adminsOf(id: string): Promise<string[]> {
  const rows = await db().execute<{ user_id: string }>(
    sql`select user_id from connection_admins where connection_id = ${id} order by user_id`,
  );
  return rows.map((row) => row.user_id);
}

/** "done", or the code of the AppError that refused it. Anything else is a fault. */
function ends(settled: PromiseSettledResult<unknown>): string {
  if (settled.status === "fulfilled") return "done";
  if (settled.reason instanceof AppError) return settled.reason.code;
  throw settled.reason;
}

describe.each(rounds)("round %i", () => {
  test("two admins who revoke each other leave one of them", async () => {
    const { id } = await makeConnection({ by: one, admins: [two] });
    const [first, second] = await race(
      onConnection(id),
      () => revokeAdmin(one, { connectionId: id, userId: two.id }),
      () => revokeAdmin(two, { connectionId: id, userId: one.id }),
    );
    expect([ends(first), ends(second)]).toEqual(["done", "not_found"]);
    expect(await adminsOf(id)).toEqual([one.id]);
  });

  test("two admins who leave at once leave one of them", async () => {
    const { id } = await makeConnection({ by: one, admins: [two] });
    const [first, second] = await race(
      onConnection(id),
      () => revokeAdmin(one, { connectionId: id, userId: one.id }),
      () => revokeAdmin(two, { connectionId: id, userId: two.id }),
    );
    expect([ends(first), ends(second)]).toEqual(["done", "conflict"]);
    expect(await adminsOf(id)).toEqual([two.id]);
  });

  test("revoking, then deactivating who revoked: only the deactivation leaves it without an admin", async () => {
    const { id } = await makeConnection({ by: one, admins: [two] });
    const [revoked, deactivated] = await race(
      onConnection(id),
      () => revokeAdmin(one, { connectionId: id, userId: two.id }),
      () => letGo(superAdmin, one.id),
    );
    expect(ends(revoked)).toBe("done");
    expect(deactivated).toMatchObject({ status: "fulfilled", value: { leftWithoutAdmin: [id] } });
    expect(await adminsOf(id)).toEqual([]);
  });

  test("deactivating, then revoking by who was deactivated: the revocation does not happen", async () => {
    const { id } = await makeConnection({ by: one, admins: [two] });
    const [deactivated, revoked] = await race(
      onConnection(id),
      () => letGo(superAdmin, one.id),
      () => revokeAdmin(one, { connectionId: id, userId: two.id }),
    );
    expect([ends(deactivated), ends(revoked)]).toEqual(["done", "not_found"]);
    expect(await adminsOf(id)).toEqual([two.id]);
  });

  test("adding, then deactivating who was added: they are an admin of nothing", async () => {
    const { id } = await makeConnection({ by: one });
    const [added, deactivated] = await race(
      onUser(two.id),
      () => addAdmins(one, { connectionId: id, userIds: [two.id] }),
      () => letGo(superAdmin, two.id),
    );
    expect([ends(added), ends(deactivated)]).toEqual(["done", "done"]);
    expect(await adminsOf(id)).toEqual([one.id]);
  });

  test("deactivating, then adding who was deactivated: the addition is refused", async () => {
    const { id } = await makeConnection({ by: one });
    const [deactivated, added] = await race(
      onUser(two.id),
      () => letGo(superAdmin, two.id),
      () => addAdmins(one, { connectionId: id, userIds: [two.id] }),
    );
    expect([ends(deactivated), ends(added)]).toEqual(["done", "conflict"]);
    expect(await adminsOf(id)).toEqual([one.id]);
  });

  test("binding, then deleting the connection: the delete is refused with the object", async () => {
    const { id } = await makeConnection({ by: one, admins: [two] });
    const object = await makeObject({ by: one, appId: await makeApp({ by: one }) });
    const [bound, deleted] = await race(
      onConnection(id),
      () => bindInDevelopment(one, { objectId: object.id, connectionId: id }),
      () => deleteConnection(two, { id }),
    );
    expect(ends(bound)).toBe("done");
    expect(deleted).toMatchObject({
      status: "fulfilled",
      value: { deleted: false, linked: { total: 1, hiddenCount: 1 } },
    });
  });

  test("deleting the connection, then binding: there is nothing to bind to", async () => {
    const { id } = await makeConnection({ by: one, admins: [two] });
    const object = await makeObject({ by: one, appId: await makeApp({ by: one }) });
    const [deleted, bound] = await race(
      onConnection(id),
      () => deleteConnection(two, { id }),
      () => bindInDevelopment(one, { objectId: object.id, connectionId: id }),
    );
    expect([ends(deleted), ends(bound)]).toEqual(["done", "not_found"]);
  });

  test("binding, then revoking who bound: the binding stays, the right is gone", async () => {
    const { id } = await makeConnection({ by: two, admins: [one] });
    const object = await makeObject({ by: one, appId: await makeApp({ by: one }) });
    const [bound, revoked] = await race(
      onConnection(id),
      () => bindInDevelopment(one, { objectId: object.id, connectionId: id }),
      () => revokeAdmin(two, { connectionId: id, userId: one.id }),
    );
    expect([ends(bound), ends(revoked)]).toEqual(["done", "done"]);
    expect(await adminsOf(id)).toEqual([two.id]);
  });

  test("revoking, then binding by who was revoked: nothing is bound", async () => {
    const { id } = await makeConnection({ by: two, admins: [one] });
    const object = await makeObject({ by: one, appId: await makeApp({ by: one }) });
    const [revoked, bound] = await race(
      onConnection(id),
      () => revokeAdmin(two, { connectionId: id, userId: one.id }),
      () => bindInDevelopment(one, { objectId: object.id, connectionId: id }),
    );
    expect([ends(revoked), ends(bound)]).toEqual(["done", "not_found"]);
    expect(await deleteConnection(two, { id })).toEqual({ deleted: true });
  });

  test("deleting an object and its connection at once never waits in a circle", async () => {
    const { id } = await makeConnection({ by: one, admins: [two] });
    const object = await makeObject({ by: one, appId: await makeApp({ by: one }) });
    await makeBinding({ by: one, objectId: object.id, connectionId: id });
    const [objectDeleted, deleted] = await race(
      onConnection(id),
      () => deleteObject(one, { id: object.id }),
      () => deleteConnection(two, { id }),
    );
    expect(ends(objectDeleted)).toBe("done");
    expect(deleted).toMatchObject({ status: "fulfilled", value: { deleted: true } });
  });

  test("deleting a connection and its only object at once ends for both, the other way round as well", async () => {
    const { id } = await makeConnection({ by: one, admins: [two] });
    const object = await makeObject({ by: one, appId: await makeApp({ by: one }) });
    await makeBinding({ by: one, objectId: object.id, connectionId: id });
    const [deleted, objectDeleted] = await race(
      onConnection(id),
      () => deleteConnection(two, { id }),
      () => deleteObject(one, { id: object.id }),
    );
    expect([ends(deleted), ends(objectDeleted)]).toEqual(["done", "done"]);
    expect((await db().execute(sql`select from object_bindings where object_id = ${object.id}`)).length).toBe(0);
  });

  test("two who rename at once do not lose the first name silently", async () => {
    const { id, name } = await makeConnection({ by: one, admins: [two] });
    const [first, second] = await race(
      onConnection(id),
      () => renameConnection(one, { id, name: `${name} of one`, previousName: name }),
      () => renameConnection(two, { id, name: `${name} of two`, previousName: name }),
    );
    expect([ends(first), ends(second)]).toEqual(["done", "conflict"]);
    const reason: unknown = second.status === "rejected" ? second.reason : null;
    expect(String(reason)).toContain(`${one.name} renamed this connection to "${name} of one"`);
  });
});

describe("after a verification of a real server", () => {
  let external: ExternalPostgres;
  beforeAll(async () => {
    external = await startExternalPostgres("a password");
  });
  afterAll(() => external.stop());

  const input = (name: string) => ({
    attempt: randomUUID(),
    environment: "development" as const,
    connector: "postgresql" as const,
    name,
    details: external.details,
    credentials: external.credentials,
  });

  test.each(rounds)("two creates with one name make one connection (round %i)", async () => {
    const name = `Orders warehouse ${randomUUID()}`;
    const [first, second] = await race(
      sql`select from users where id in (${one.id}, ${two.id}) for update`,
      () => createConnection(one, input(name), watch),
      () => createConnection(two, input(name.toUpperCase()), watch),
    );
    expect([ends(first), ends(second)].sort()).toEqual(["conflict", "done"]);
    const rows = await db().execute(sql`select from connections where name_key = ${name.toLowerCase()}`);
    expect(rows).toHaveLength(1);
  });

  test("one who is deactivated while their connection is verified stores nothing", async () => {
    const name = `Late ${randomUUID()}`;
    const [deactivated, created] = await race(
      onUser(one.id),
      () => letGo(superAdmin, one.id),
      () => createConnection(one, input(name), watch),
    );
    expect([ends(deactivated), ends(created)]).toEqual(["done", "unauthorized"]);
    expect(await db().execute(sql`select from connections where name = ${name}`)).toHaveLength(0);
  });

  test("one whose access is revoked while they reconnect leaves the old credentials in place", async () => {
    const { id } = await makeConnection({ by: two, admins: [one], details: external.details });
    const before = await db().execute(sql`select sealed from connection_credentials where connection_id = ${id}`);
    const [revoked, reconnected] = await race(
      onConnection(id),
      () => revokeAdmin(two, { connectionId: id, userId: one.id }),
      () => reconnectConnection(one, { attempt: randomUUID(), id, credentials: external.credentials }, watch),
    );
    expect([ends(revoked), ends(reconnected)]).toEqual(["done", "not_found"]);
    const after = await db().execute(sql`select sealed from connection_credentials where connection_id = ${id}`);
    expect([...after]).toEqual([...before]);
  });

  test("of two who reconnect at once the second is told who came first", async () => {
    const { id } = await makeConnection({ by: one, admins: [two], details: external.details });
    const reconnect = (actor: Actor) => () =>
      reconnectConnection(actor, { attempt: randomUUID(), id, credentials: external.credentials }, watch);
    const [first, second] = await race(onConnection(id), reconnect(one), reconnect(two));
    expect([ends(first), ends(second)]).toEqual(["done", "conflict"]);
    const reason: unknown = second.status === "rejected" ? second.reason : null;
    expect(String(reason)).toContain(`${one.name} reconnected this connection`);
  });
});
