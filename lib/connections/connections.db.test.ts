import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeApp, makeBinding, makeConnection, makeObject, makeUser } from "@/db/factories";
import { wrongCounters } from "@/scripts/testing/counters";
import { deleteObject } from "../objects/commands";
import type { Actor } from "../policy";
import { deleteConnection, renameConnection } from "./commands";
import { findConnectionDetail } from "./queries";
import { connectionName, renameInput } from "./schema";

afterAll(closeDatabase);

let admin: Actor;
let other: Actor;

beforeEach(async () => {
  const accountId = await makeAccount();
  admin = await makeUser({ accountId });
  other = await makeUser({ accountId });
});

async function auditOf(subjectId: string) {
  const rows = await db().execute<{ action: string; actor_id: string; data: unknown }>(
    sql`select action, actor_id, data from audit_events where subject_id = ${subjectId} order by at, id`,
  );
  return rows.map(({ action, actor_id, data }) => ({ action, actorId: actor_id, data }));
}

describe("renaming", () => {
  test("gives the new name, moves modified at, and is recorded", async () => {
    const made = await makeConnection({ by: admin, name: "Orders", createdAt: new Date("2026-01-01T00:00:00Z") });
    await renameConnection(admin, { id: made.id, name: "Orders warehouse", previousName: "Orders" });
    const found = await findConnectionDetail(admin, made.id);
    expect(found.name).toBe("Orders warehouse");
    expect(found.createdAt).toBe("2026-01-01T00:00:00.000Z");
    expect(Date.parse(found.modifiedAt)).toBeGreaterThan(Date.now() - 60_000);
    expect(await auditOf(made.id)).toEqual([
      { action: "connection.renamed", actorId: admin.id, data: { from: "Orders", to: "Orders warehouse" } },
    ]);
  });

  test("to a name that differs from a taken one only by case, spaces around it or composition is refused", async () => {
    await makeConnection({ by: other, name: "Åre sales" });
    const mine = await makeConnection({ by: admin });
    for (const name of ["åre SALES", "  Åre sales ", "A\u030are sales"]) {
      const input = renameInput.parse({ id: mine.id, name, previousName: mine.name });
      await expect(renameConnection(admin, input)).rejects.toMatchObject({
        code: "conflict",
        fields: { name: expect.stringContaining("Choose another name.") },
      });
    }
    expect((await findConnectionDetail(admin, mine.id)).name).toBe(mine.name);
    expect(await auditOf(mine.id)).toEqual([]);
  });

  test("to the same name in another case is fine, and so is a name of another environment or account", async () => {
    const mine = await makeConnection({ by: admin, name: "Orders" });
    await makeConnection({ by: admin, name: "Ledger", environment: "test" });
    await makeConnection({ by: await makeUser({ accountId: await makeAccount() }), name: "Ledger" });
    await renameConnection(admin, { id: mine.id, name: "ORDERS", previousName: "Orders" });
    await renameConnection(admin, { id: mine.id, name: "Ledger", previousName: "ORDERS" });
    expect((await findConnectionDetail(admin, mine.id)).name).toBe("Ledger");
  });

  test("after somebody else did says who and to what", async () => {
    const { id } = await makeConnection({ by: admin, name: "Orders", admins: [other] });
    await renameConnection(other, { id, name: "Purchases", previousName: "Orders" });
    await expect(renameConnection(admin, { id, name: "Sales", previousName: "Orders" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining(`${other.name} renamed this connection to "Purchases"`),
    });
    // Both wanted the same: nothing is lost.
    expect(await renameConnection(admin, { id, name: "Purchases", previousName: "Orders" })).toEqual({
      id,
      name: "Purchases",
    });
  });
});

test.each([
  ["", "Type a name."],
  ["   ", "Type a name."],
  ["x".repeat(101), "A name has at most 100 characters."],
  ["line\nbreak", "A name has no control or direction-changing characters."],
  ["abc\u202Edef", "A name has no control or direction-changing characters."],
  ["nul\u0000", "A name has no control or direction-changing characters."],
])("the name %j is refused", (name, sentence) => {
  expect(connectionName.safeParse(name).error?.issues[0]?.message).toBe(sentence);
});

test("a name of 100 characters counts people's characters, not code units", () => {
  expect(connectionName.safeParse("😀".repeat(100)).success).toBe(true);
});

describe("deleting", () => {
  test("takes credentials and admins along and is recorded", async () => {
    const { id, name } = await makeConnection({ by: admin, admins: [other] });
    expect(await deleteConnection(admin, { id })).toEqual({ deleted: true });
    const [left] = await db().execute<{ count: number }>(sql`
      select (select count(*) from connections where id = ${id})::int
        + (select count(*) from connection_credentials where connection_id = ${id})::int
        + (select count(*) from connection_admins where connection_id = ${id})::int as count`);
    expect(left?.count).toBe(0);
    const data = { name, connector: "postgresql", environment: "development" };
    expect(await auditOf(id)).toEqual([{ action: "connection.deleted", actorId: admin.id, data }]);
  });

  test("is refused while objects use it, named by app where they may be seen and counted where not", async () => {
    const { id, name } = await makeConnection({ by: admin, admins: [other] });
    const mine = await makeApp({ by: admin, name: "Fulfilment" });
    const theirs = await makeApp({ by: other, name: "Finance" });
    const seen = await makeObject({ by: admin, appId: mine, name: "Shipments" });
    const hidden = await makeObject({ by: other, appId: theirs });
    await makeBinding({ by: admin, objectId: seen.id, connectionId: id });
    await makeBinding({ by: other, objectId: hidden.id, connectionId: id });
    const superAdmin = await makeUser({ accountId: admin.accountId, role: "super_admin", name: "Ines Albrecht" });

    expect(await deleteConnection(admin, { id })).toEqual({
      deleted: false,
      linked: {
        connection: { id, name, environment: "development" },
        total: 2,
        apps: [
          {
            id: mine,
            name: "Fulfilment",
            objects: [{ id: seen.id, name: "Shipments", table: "sales.orders", version: 1, drifted: false }],
          },
        ],
        hiddenCount: 1,
        ask: [superAdmin.name],
      },
    });
    expect(await auditOf(id)).toEqual([]);

    await deleteObject(admin, { id: seen.id });
    await deleteObject(other, { id: hidden.id });
    expect(await wrongCounters(admin.accountId)).toEqual([]);
    expect(await deleteConnection(admin, { id })).toEqual({ deleted: true });
  });

  test("is not held up by a draft, which loses the connection and nothing else", async () => {
    const { id } = await makeConnection({ by: admin });
    const object = await makeObject({ by: admin, appId: await makeApp({ by: admin }) });
    await db().execute(sql`update external_data_objects set draft_connection_id = ${id} where id = ${object.id}`);
    expect(await deleteConnection(admin, { id })).toEqual({ deleted: true });
    const [draft] = await db().execute(
      sql`select draft_connection_id, account_id from external_data_objects where id = ${object.id}`,
    );
    expect(draft).toEqual({ draft_connection_id: null, account_id: admin.accountId });
  });
});

test("nothing crosses accounts or environments, whatever code does", async () => {
  const stranger = await makeUser({ accountId: await makeAccount() });
  const { id } = await makeConnection({ by: admin, environment: "test" });
  const object = await makeObject({ by: admin, appId: await makeApp({ by: admin }) });
  const insert = (accountId: string, environment: string, by: string) =>
    db().execute(sql`
      insert into object_bindings (account_id, object_id, environment, version, connection_id, connector, bound_by, bound_at)
      values (${accountId}, ${object.id}, ${environment}, 1, ${id}, 'postgresql', ${by}, now())`);
  await expect(insert(admin.accountId, "development", admin.id)).rejects.toThrow();
  await expect(insert(stranger.accountId, "test", stranger.id)).rejects.toThrow();
  await expect(insert(admin.accountId, "test", stranger.id)).rejects.toThrow();
  await expect(
    db().execute(sql`
      insert into connection_admins (account_id, connection_id, user_id, added_at)
      values (${admin.accountId}, ${id}, ${stranger.id}, now())`),
  ).rejects.toThrow();
  await insert(admin.accountId, "test", admin.id);
});

test("the detail page of one account's connection is nothing in another", async () => {
  const { id } = await makeConnection({ by: admin });
  const stranger = await makeUser({ accountId: await makeAccount(), role: "super_admin" });
  for (const missing of [id, randomUUID()]) {
    await expect(findConnectionDetail(stranger, missing)).rejects.toMatchObject({ code: "not_found" });
  }
});
