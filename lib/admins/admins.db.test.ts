import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeApp, makeConnection, makeUser } from "@/db/factories";
import { wrongCounters } from "@/scripts/testing/counters";
import { letGo } from "@/scripts/testing/let-go";
import { listApps } from "../apps/list/queries";
import { listConnections } from "../connections/list/queries";
import { listInput } from "../connections/schema";
import type { Actor } from "../policy";
import { breakGlass } from "./break-glass/commands";
import { addAdmins, revokeAdmin } from "./commands";
import { searchPeople, sharePage } from "./queries";

afterAll(closeDatabase);

let accountId: string;
let admin: Actor;
let colleague: Actor;
let superAdmin: Actor;

beforeEach(async () => {
  accountId = await makeAccount();
  admin = await makeUser({ accountId, name: "Tomasz Wrona" });
  colleague = await makeUser({ accountId, name: "Hanna Eriksen" });
  superAdmin = await makeUser({ accountId, role: "super_admin", name: "Ines Albrecht" });
});

afterEach(async () => {
  expect(await wrongCounters(accountId)).toEqual([]);
});

async function actions(subjectId: string) {
  const rows = await db().execute<{ action: string; data: unknown }>(
    sql`select action, data from audit_events where subject_id = ${subjectId} order by at, id`,
  );
  return rows.map(({ action, data }) => ({ action, data }));
}

test("adding several makes each an admin once, says by whom, and is recorded", async () => {
  const { id } = await makeConnection({ by: admin });
  const userIds = [colleague.id, superAdmin.id, colleague.id, admin.id];
  expect(await addAdmins(admin, { connectionId: id, userIds })).toEqual({ added: 2 });
  expect(await addAdmins(admin, { connectionId: id, userIds })).toEqual({ added: 0 });
  const { admins } = await sharePage(colleague, id);
  expect(admins.map(({ name, addedBy, self }) => ({ name, addedBy, self }))).toEqual(
    expect.arrayContaining([
      { name: "Tomasz Wrona", addedBy: null, self: false },
      { name: "Hanna Eriksen", addedBy: "Tomasz Wrona", self: true },
      { name: "Ines Albrecht", addedBy: "Tomasz Wrona", self: false },
    ]),
  );
  expect(await actions(id)).toEqual(
    expect.arrayContaining([
      { action: "connection.admin_added", data: { userId: colleague.id } },
      { action: "connection.admin_added", data: { userId: superAdmin.id } },
    ]),
  );
});

test.each(["deactivated", "of another account"])("with a user who is %s among them, nobody is added", async (kind) => {
  const { id } = await makeConnection({ by: admin });
  const outsider =
    kind === "deactivated"
      ? await makeUser({ accountId, status: "deactivated" })
      : await makeUser({ accountId: await makeAccount() });
  const added = addAdmins(admin, { connectionId: id, userIds: [colleague.id, outsider.id] });
  await expect(added).rejects.toMatchObject({ code: "conflict" });
  expect((await sharePage(admin, id)).admins).toHaveLength(1);
  expect(await actions(id)).toEqual([]);
});

test("a super admin shares a connection with themselves, and may then do everything", async () => {
  const { id } = await makeConnection({ by: admin });
  const revoke = () => revokeAdmin(superAdmin, { connectionId: id, userId: admin.id });
  await expect(revoke()).rejects.toMatchObject({
    code: "forbidden",
    message: "Share this connection with yourself to revoke an admin's access.",
  });
  await breakGlass(superAdmin, { connectionId: id, reason: "The load stands still", end: { kind: "revoked" } });
  expect(await revoke()).toEqual({ self: false });
});

test("the creator who is revoked sees it no more", async () => {
  const { id } = await makeConnection({ by: admin, admins: [colleague] });
  await revokeAdmin(colleague, { connectionId: id, userId: admin.id });
  await expect(sharePage(admin, id)).rejects.toMatchObject({ code: "not_found" });
  expect((await listConnections(admin, listInput.parse({}))).rows).toEqual([]);
  expect(await actions(id)).toEqual([{ action: "connection.admin_revoked", data: { userId: admin.id } }]);
});

test("the last admin stays, and is told why", async () => {
  const { id } = await makeConnection({ by: admin });
  await expect(revokeAdmin(admin, { connectionId: id, userId: admin.id })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("at least one admin"),
  });
  expect((await sharePage(admin, id)).admins).toHaveLength(1);
});

test("revoking who is no admin changes nothing", async () => {
  const { id } = await makeConnection({ by: admin, admins: [superAdmin] });
  const revoked = revokeAdmin(admin, { connectionId: id, userId: colleague.id });
  await expect(revoked).rejects.toMatchObject({ code: "conflict" });
  expect((await sharePage(admin, id)).admins).toHaveLength(2);
});

test("deactivating leaves connections without an admin, which then say so, and can be taken up again", async () => {
  const alone = await makeConnection({ by: admin });
  const shared = await makeConnection({ by: admin, admins: [colleague] });
  await makeApp({ by: admin });
  expect(await letGo(superAdmin, admin.id)).toMatchObject({ leftWithoutAdmin: [alone.id] });
  const { rows } = await listConnections(superAdmin, listInput.parse({}));
  const statusOf = (id: string) => rows.find((row) => row.id === id)?.status;
  expect([statusOf(alone.id), statusOf(shared.id)]).toEqual(["needs_an_admin", "connected"]);
  expect((await listApps(admin, { q: "" })).rows).toEqual([]);
  expect(await actions(admin.id)).toEqual([{ action: "user.deactivated", data: { leftWithoutAdmin: [alone.id] } }]);
  const [user] = await db().execute(sql`select status, session_epoch from users where id = ${admin.id}`);
  expect(user).toEqual({ status: "deactivated", session_epoch: 1 });
  await addAdmins(superAdmin, { connectionId: alone.id, userIds: [colleague.id] });
  expect((await sharePage(colleague, alone.id)).connection.status).toBe("connected");
});

test("deactivating takes a super admin, not oneself, not twice, and not across accounts", async () => {
  const code = (actor: Actor, userId: string) =>
    letGo(actor, userId).then(
      () => "done",
      (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
    );
  expect(await code(admin, colleague.id)).toBe("forbidden");
  expect(await code(superAdmin, superAdmin.id)).toBe("conflict");
  const stranger = await makeUser({ accountId: await makeAccount() });
  expect(await code(superAdmin, stranger.id)).toBe("not_found");
  expect(await code(superAdmin, colleague.id)).toBe("done");
  expect(await code(superAdmin, colleague.id)).toBe("conflict");
});

test("people are found by part of a name or e-mail, those who begin with it first, admins last", async () => {
  const { id } = await makeConnection({ by: admin, admins: [colleague] });
  await makeUser({ accountId, name: "Han Solberg" });
  await makeUser({ accountId, name: "Johan Ek", email: `johan.ek@${randomUUID()}.example` });
  await makeUser({ accountId, name: "Hank Gone", status: "deactivated" });
  await makeUser({ accountId: await makeAccount(), name: "Hans Elsewhere" });
  const search = async (q: string) => (await searchPeople(admin, { connectionId: id, q })).people;
  expect((await search("HAN")).map(({ name, already }) => [name, already])).toEqual([
    ["Han Solberg", false],
    ["Johan Ek", false],
    ["Hanna Eriksen", true],
  ]);
  expect((await search("johan.ek@")).map(({ name }) => name)).toEqual(["Johan Ek"]);
  expect(await search("%")).toEqual([]);
});

test("an unknown name says who can invite", async () => {
  const { id } = await makeConnection({ by: admin });
  const found = await searchPeople(admin, { connectionId: id, q: "nobody of this name" });
  expect(found).toEqual({ people: [], more: false, canInvite: ["Ines Albrecht"] });
});

test("people are searched by those who may add them", async () => {
  const { id } = await makeConnection({ by: admin });
  await expect(searchPeople(colleague, { connectionId: id, q: "" })).rejects.toMatchObject({ code: "not_found" });
  expect((await searchPeople(superAdmin, { connectionId: id, q: "" })).people).toHaveLength(3);
});
