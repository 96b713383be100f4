import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeApp, makeBreakGlass, makeConnection, makeUser } from "@/db/factories";
import { wrongCounters } from "@/scripts/testing/counters";
import { addAdmins } from "../../admins/commands";
import { addMembers, changeMemberLevel } from "../../apps/members/commands";
import { renameConnection } from "../../connections/commands";
import { AppError } from "../../errors";
import type { Actor } from "../../policy";
import { reactivateUser } from "../administration/commands";
import { findSessionActor } from "../queries";
import { deactivateUser } from "./commands";
import { findReceivers, leftAppsPage, leftBehind, leftConnectionsPage } from "./queries";
import { leftPageSize } from "./schema";

afterAll(closeDatabase);

let accountId: string;
let superAdmin: Actor;
let leaver: Actor;
let hanna: Actor;
let priya: Actor;
let userId: string;

beforeEach(async () => {
  accountId = await makeAccount();
  superAdmin = await makeUser({ accountId, role: "super_admin", name: "Ines Albrecht" });
  leaver = await makeUser({ accountId, name: "Tomasz Wrona" });
  hanna = await makeUser({ accountId, name: "Hanna Eriksen" });
  priya = await makeUser({ accountId, name: "Priya Raman" });
  userId = leaver.id;
});

afterEach(async () => {
  expect(await wrongCounters(accountId)).toEqual([]);
});

async function adminsOf(connectionId: string) {
  const rows = await db().execute<{ user_id: string; added_by: string | null; ends: boolean; reason: string | null }>(
    sql`select user_id::text, added_by::text, ends_at is not null as ends, reason from connection_admins
      where connection_id = ${connectionId} order by added_at`,
  );
  return [...rows];
}

async function levelsOf(appId: string): Promise<Record<string, string>> {
  const rows = await db().execute<{ user_id: string; level: string }>(
    sql`select user_id::text, level from app_members where app_id = ${appId}`,
  );
  return Object.fromEntries(rows.map(({ user_id, level }) => [user_id, level]));
}

async function eventsOf(subjectId: string) {
  const rows = await db().execute<{ action: string; actor_id: string; data: unknown }>(
    sql`select action, actor_id::text, data from audit_events where subject_id = ${subjectId} order by at, id`,
  );
  return rows.map(({ action, actor_id, data }) => ({ action, by: actor_id, data }));
}

async function noticesOf(user: Actor) {
  const rows = await db().execute<{ kind: string; data: unknown }>(
    sql`select kind, data from notices where user_id = ${user.id} order by at, id`,
  );
  return [...rows];
}

async function isActive(): Promise<boolean> {
  const [row] = await db().execute<{ status: string }>(sql`select status from users where id = ${userId}`);
  return row?.status === "active";
}

const given = (to: Actor) => ({ user_id: to.id, added_by: superAdmin.id, ends: false, reason: null });

test("all is handed over in one step, singly and the rest to one person, on record, and each of them is told once", async () => {
  const orders = await makeConnection({ by: leaver });
  const ledger = await makeConnection({ by: leaver, environment: "production" });
  const shared = await makeConnection({ by: leaver, admins: [priya] });
  const shop = await makeApp({ by: leaver, members: [{ user: hanna, level: "use" }] });
  const returns = await makeApp({ by: leaver, members: [{ user: priya, level: "manage" }] });

  const outcome = await deactivateUser(superAdmin, {
    userId,
    connections: [{ id: ledger.id, to: priya.id }],
    restTo: hanna.id,
  });
  expect(outcome).toEqual({
    deactivated: true,
    handedOver: { connections: 2, apps: 1 },
    leftWithoutAdmin: [],
    requestsWithdrawn: 0,
  });
  expect(await adminsOf(orders.id)).toEqual([given(hanna)]);
  expect(await adminsOf(ledger.id)).toEqual([given(priya)]);
  expect((await adminsOf(shared.id)).map(({ user_id }) => user_id)).toEqual([priya.id]);
  expect(await levelsOf(shop)).toEqual({ [hanna.id]: "manage" });
  expect(await levelsOf(returns)).toEqual({ [priya.id]: "manage" });

  const handedTo = (to: Actor) => ({ by: superAdmin.id, data: { from: userId, to: to.id } });
  expect(await eventsOf(orders.id)).toEqual([{ action: "connection.handed_over", ...handedTo(hanna) }]);
  expect(await eventsOf(ledger.id)).toEqual([{ action: "connection.handed_over", ...handedTo(priya) }]);
  expect(await eventsOf(shop)).toEqual([{ action: "app.handed_over", ...handedTo(hanna) }]);
  expect(await eventsOf(userId)).toEqual([
    { action: "user.deactivated", by: superAdmin.id, data: { leftWithoutAdmin: [] } },
  ]);
  const notice = { by: "Ines Albrecht", from: "Tomasz Wrona", requests: 0 };
  expect(await noticesOf(hanna)).toEqual([{ kind: "handed_over", data: { ...notice, connections: 1, apps: 1 } }]);
  expect(await noticesOf(priya)).toEqual([{ kind: "handed_over", data: { ...notice, connections: 1, apps: 0 } }]);
  expect(await noticesOf(leaver)).toEqual([]);
});

describe("what nobody decided about comes back, and nothing happens", () => {
  test.each(["connection", "app"])("a single %s", async (what) => {
    if (what === "connection") await makeConnection({ by: leaver });
    else await makeApp({ by: leaver });
    const outcome = await deactivateUser(superAdmin, { userId });
    expect(outcome).toMatchObject({
      deactivated: false,
      left: { connections: { total: what === "connection" ? 1 : 0 }, apps: { total: what === "app" ? 1 : 0 } },
    });
    expect(await isActive()).toBe(true);
    expect(await deactivateUser(superAdmin, { userId, restTo: hanna.id })).toMatchObject({ deactivated: true });
  });

  test("a connection that came after somebody looked is not left with the others", async () => {
    const seen = await makeConnection({ by: leaver });
    const { connections } = await leftBehind(superAdmin, { userId });
    const leaveRest = { seen: connections.seen };
    const late = await makeConnection({ by: leaver });
    const outcome = await deactivateUser(superAdmin, { userId, leaveRest });
    if (outcome.deactivated) throw new Error("It was left unseen.");
    expect(outcome.left.connections.rows.map(({ id }) => id).sort()).toEqual([seen.id, late.id].sort());
    expect(await isActive()).toBe(true);
    const again = { seen: outcome.left.connections.seen };
    const done = await deactivateUser(superAdmin, { userId, leaveRest: again });
    expect(done).toMatchObject({ deactivated: true });
    expect(await adminsOf(late.id)).toEqual([]);
  });

  test("a connection that has another admin by now is not given to anybody", async () => {
    const { id } = await makeConnection({ by: leaver });
    await addAdmins(leaver, { connectionId: id, userIds: [priya.id] });
    const named = await deactivateUser(superAdmin, { userId, connections: [{ id, to: hanna.id }] });
    expect(named).toMatchObject({ deactivated: false, gone: [id] });
    expect(await deactivateUser(superAdmin, { userId, restTo: hanna.id })).toMatchObject({ deactivated: true });
    expect((await adminsOf(id)).map(({ user_id }) => user_id)).toEqual([priya.id]);
  });
});

test("a connection stays without an admin where a super admin says so by name, and an app never without a manager", async () => {
  const orders = await makeConnection({ by: leaver });
  const ledger = await makeConnection({ by: leaver });
  const shop = await makeApp({ by: leaver });
  const leaveWithout = [ledger.id];
  expect(await deactivateUser(superAdmin, { userId, leaveWithout, leaveRest: { seen: "" } })).toMatchObject({
    deactivated: false,
  });
  expect(await deactivateUser(superAdmin, { userId, leaveWithout, restTo: hanna.id })).toMatchObject({
    leftWithoutAdmin: [ledger.id],
  });
  expect([await adminsOf(orders.id), await adminsOf(ledger.id)]).toEqual([[given(hanna)], []]);
  expect(await levelsOf(shop)).toEqual({ [hanna.id]: "manage" });
});

test("who decides may take it over themself, and is not told what they did", async () => {
  const { id } = await makeConnection({ by: leaver });
  await deactivateUser(superAdmin, { userId, restTo: superAdmin.id });
  expect(await adminsOf(id)).toEqual([given(superAdmin)]);
  expect(await noticesOf(superAdmin)).toEqual([]);
});

test("who holds a connection for a time gets it for good, and what the leaver held for a time just ends", async () => {
  const { id } = await makeConnection({ by: leaver });
  await makeBreakGlass({ connectionId: id, user: hanna, endsAt: new Date(Date.now() + 60_000) });
  const elsewhere = await makeConnection({
    by: priya,
    breakGlass: { user: leaver, endsAt: new Date(Date.now() + 60_000) },
  });
  expect((await leftBehind(superAdmin, { userId })).shared).toEqual({ connections: 1, apps: 0 });
  await deactivateUser(superAdmin, { userId, restTo: hanna.id });
  expect(await adminsOf(id)).toEqual([given(hanna)]);
  expect((await adminsOf(elsewhere.id)).map(({ user_id }) => user_id)).toEqual([priya.id]);
});

describe("nothing is handed to", () => {
  const receivers: Record<string, () => Promise<string>> = {
    "a deactivated user": async () => (await makeUser({ accountId, status: "deactivated" })).id,
    "a user of another account": async () => (await makeUser({ accountId: await makeAccount() })).id,
    "the one who leaves": async () => userId,
    "nobody that exists": async () => "0199a4a0-0000-7000-8000-000000000000",
  };
  test.each(Object.keys(receivers))("%s, and then nothing happens", async (who) => {
    const { id } = await makeConnection({ by: leaver });
    const to = (await receivers[who]?.()) ?? "";
    await expect(deactivateUser(superAdmin, { userId, restTo: to })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Nobody was deactivated."),
    });
    expect(await isActive()).toBe(true);
    expect((await adminsOf(id)).map(({ user_id }) => user_id)).toEqual([userId]);
  });
});

test("what is left behind is for super admins alone, and of their own account", async () => {
  const { id } = await makeConnection({ by: leaver });
  const stranger = await makeUser({ accountId: await makeAccount(), role: "super_admin" });
  const all = [
    (actor: Actor) => leftBehind(actor, { userId }),
    (actor: Actor) => leftConnectionsPage(actor, { userId, q: "", after: null }),
    (actor: Actor) => leftAppsPage(actor, { userId, q: "", after: null }),
    (actor: Actor) => findReceivers(actor, { userId, q: "" }),
    (actor: Actor) => deactivateUser(actor, { userId, restTo: hanna.id }),
  ];
  for (const ask of all) await expect(ask(leaver)).rejects.toMatchObject({ code: "forbidden" });
  for (const ask of all) await expect(ask(stranger)).rejects.toMatchObject({ code: "not_found" });
  const found = await leftConnectionsPage(superAdmin, { userId, q: "", after: null });
  expect(found.rows.map((row) => row.id)).toEqual([id]);
  const { people } = await findReceivers(superAdmin, { userId, q: "" });
  expect(people.map(({ name, already }) => [name, already])).toContainEqual(["Tomasz Wrona", true]);
  expect(people.map(({ name, already }) => [name, already])).toContainEqual(["Ines Albrecht", false]);
});

test("the list is paged and searched, Production first, and counts by environment", async () => {
  for (let n = 0; n < leftPageSize; n += 1) await makeConnection({ by: leaver, name: `Many ${accountId} ${n}` });
  const ledger = await makeConnection({ by: leaver, environment: "production", name: `Zeta 100% ${accountId}` });
  const first = await leftBehind(superAdmin, { userId });
  expect(first.connections).toMatchObject({
    total: leftPageSize + 1,
    byEnvironment: { development: leftPageSize, test: 0, production: 1 },
    more: true,
  });
  expect(first.connections.rows[0]?.id).toBe(ledger.id);
  const last = first.connections.rows.at(-1);
  if (last === undefined) throw new Error("There is no row.");
  const { id, environment, nameKey } = last;
  const second = await leftConnectionsPage(superAdmin, { userId, q: "", after: { id, environment, nameKey } });
  expect(second).toMatchObject({ more: false });
  const ids = [...first.connections.rows, ...second.rows].map((row) => row.id);
  expect(new Set(ids).size).toBe(leftPageSize + 1);
  const found = await leftConnectionsPage(superAdmin, { userId, q: "ZETA 100%", after: null });
  expect(found.rows.map((row) => row.id)).toEqual([ledger.id]);
});

test("whoever comes back gets nothing back by themself: no connection, no app, no role, no session", async () => {
  const leader = await makeUser({ accountId, role: "super_admin", name: "Mireille Okafor" });
  const { id, name } = await makeConnection({ by: leader });
  const appId = await makeApp({ by: leader });
  expect(await findSessionActor({ userId: leader.id, epoch: 0 })).not.toBeNull();
  await deactivateUser(superAdmin, { userId: leader.id, restTo: hanna.id });
  expect(await findSessionActor({ userId: leader.id, epoch: 0 })).toBeNull();
  // Whoever still acts as they were: a page that was open, a request under way.
  const late = { ...leader, role: "member" as const };
  const rename = () => renameConnection(late, { id, name: "Taken", previousName: name });
  const add = () => addMembers(late, { appId, userIds: [priya.id], level: "use" });
  const raise = () => changeMemberLevel(late, { appId, userId: hanna.id, level: "use" });
  for (const act of [rename, add, raise]) await expect(act()).rejects.toBeInstanceOf(AppError);

  await reactivateUser(superAdmin, { userId: leader.id });
  expect(await findSessionActor({ userId: leader.id, epoch: 2 })).toMatchObject({ role: "member" });
  for (const act of [rename, add, raise]) await expect(act()).rejects.toMatchObject({ code: "not_found" });
  for (const epoch of [0, 1]) expect(await findSessionActor({ userId: leader.id, epoch })).toBeNull();
});
