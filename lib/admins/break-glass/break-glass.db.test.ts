import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeBreakGlass, makeConnection, makeUser } from "@/db/factories";
import { wrongCounters } from "@/scripts/testing/counters";
import { letGo } from "@/scripts/testing/let-go";
import { askAccess, askDeploy, makeRequestScene, type RequestScene } from "@/scripts/testing/requests";
import { listConnections } from "../../connections/list/queries";
import { requireUseRight } from "../../connections/purpose/queries";
import { findConnectionDetail } from "../../connections/queries";
import { listInput } from "../../connections/schema";
import { listUsableConnections } from "../../objects/drafts/queries";
import type { Actor } from "../../policy";
import { confirmAccess } from "../../requests/answers/commands";
import { findRequestDetail } from "../../requests/detail/queries";
import { whomToAsk } from "../../requests/people/queries";
import { countRequestsForMe } from "../../requests/queries";
import { addAdmins, revokeAdmin } from "../commands";
import { endOverShares } from "../ending/commands";
import { searchPeople, sharePage } from "../queries";
import { breakGlass } from "./commands";
import { breakGlassInput } from "./schema";

afterAll(closeDatabase);

let accountId: string;
let admin: Actor;
let colleague: Actor;
let superAdmin: Actor;
let connectionId: string;

beforeEach(async () => {
  accountId = await makeAccount();
  admin = await makeUser({ accountId, name: "Tomasz Wrona" });
  colleague = await makeUser({ accountId, name: "Hanna Eriksen" });
  superAdmin = await makeUser({ accountId, role: "super_admin", name: "Ines Albrecht" });
  connectionId = (await makeConnection({ by: admin, admins: [colleague] })).id;
});

afterEach(async () => {
  expect(await wrongCounters(accountId)).toEqual([]);
});

const minutes = (count: number) => new Date(Date.now() + count * 60_000);
const reason = "The nightly load stands still";
const forHours = (hours: number) => ({ kind: "after" as const, hours });
const at = (date: Date) => ({ kind: "at" as const, at: date.toISOString() });
const untilRevoked = { kind: "revoked" as const };

async function events() {
  const rows = await db().execute<{ action: string; actor_id: string | null; data: unknown }>(
    sql`select action, actor_id::text, data from audit_events where subject_id = ${connectionId} order by at, id`,
  );
  return [...rows];
}

async function told(user: Actor) {
  const rows = await db().execute<{ kind: string; data: unknown }>(
    sql`select kind, data from notices where user_id = ${user.id} order by at, id`,
  );
  return [...rows];
}

async function adminCount(): Promise<number> {
  const [row] = await db().execute<{ count: number }>(
    sql`select admin_count as count from connections where id = ${connectionId}`,
  );
  return row?.count ?? -1;
}

const marked = async (by: Actor) =>
  (await sharePage(by, connectionId)).admins
    .filter((each) => each.reason !== null)
    .map(({ name, addedBy, reason, endsAt }) => ({ name, addedBy, reason, endsAt }));

test("a super admin shares it with themself for a reason and a time, uncounted, marked, told and on record", async () => {
  const { endsAt } = await breakGlass(superAdmin, { connectionId, reason, end: forHours(8) });
  expect(Math.abs(Date.parse(endsAt ?? "") - minutes(480).getTime())).toBeLessThan(60_000);
  expect(await adminCount()).toBe(2);
  expect(await marked(admin)).toEqual([{ name: "Ines Albrecht", addedBy: "Ines Albrecht", reason, endsAt }]);
  const [row] = (await listConnections(colleague, listInput.parse({}))).rows;
  expect(row?.admins.map(({ name, breakGlass }) => [name, breakGlass !== undefined])).toEqual([
    ["Hanna Eriksen", false],
    ["Ines Albrecht", true],
    ["Tomasz Wrona", false],
  ]);
  expect(new Date(row?.admins[1]?.breakGlass?.endsAt ?? "").toISOString()).toBe(endsAt);
  expect(await events()).toEqual([
    { action: "connection.break_glass", actor_id: superAdmin.id, data: { reason, endsAt } },
  ]);
  const notice = {
    kind: "connection.break_glass",
    data: expect.objectContaining({ by: "Ines Albrecht", reason, endsAt }),
  };
  expect(await told(admin)).toEqual([notice]);
  expect(await told(colleague)).toEqual([notice]);
  expect(await told(superAdmin)).toEqual([]);
});

test("until revoked it has no end and counts, and keeps its reason", async () => {
  expect(await breakGlass(superAdmin, { connectionId, reason, end: untilRevoked })).toEqual({ endsAt: null });
  expect(await adminCount()).toBe(3);
  expect(await marked(superAdmin)).toMatchObject([{ reason, endsAt: null }]);
  await revokeAdmin(admin, { connectionId, userId: superAdmin.id });
  expect(await adminCount()).toBe(2);
});

test.each([
  ["", "", 1, false],
  ["spaces", "   ", 1, false],
  ["a direction-changing character", "load\u202Egpj", 1, false],
  ["501 characters", "a".repeat(501), 1, false],
  ["500 characters", "a".repeat(500), 1, true],
  ["no hour", reason, 0, false],
  ["30 days", reason, 720, true],
  ["a little more than 30 days", reason, 721, false],
])("a form with %s", (_name, text, hours, passes) => {
  expect(breakGlassInput.safeParse({ connectionId, reason: text, end: forHours(hours) }).success).toBe(passes);
});

test.each([
  ["in half an hour", 30, "invalid"],
  ["in an hour", 60, "done"],
  ["in 30 days", 30 * 24 * 60, "done"],
  ["in 31 days", 31 * 24 * 60, "invalid"],
  ["yesterday", -24 * 60, "invalid"],
])("an end %s: %s", async (_name, inMinutes, expected) => {
  const broken = breakGlass(superAdmin, { connectionId, reason, end: at(minutes(inMinutes)) });
  expect(await codeOf(broken)).toBe(expected);
  expect(await marked(admin)).toHaveLength(expected === "done" ? 1 : 0);
});

test("sharing with oneself as with others is refused with the way, and nobody is added", async () => {
  const newcomer = await makeUser({ accountId });
  await expect(addAdmins(superAdmin, { connectionId, userIds: [newcomer.id, superAdmin.id] })).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("Say why and until when"),
  });
  expect((await sharePage(admin, connectionId)).admins).toHaveLength(2);
  expect(await addAdmins(superAdmin, { connectionId, userIds: [newcomer.id] })).toEqual({ added: 1 });
  expect(await addAdmins(admin, { connectionId, userIds: [admin.id] })).toEqual({ added: 0 });
});

test("what needs an admin is taken over instead", async () => {
  const alone = await makeConnection({ by: admin, creatorLeft: true });
  await expect(breakGlass(superAdmin, { connectionId: alone.id, reason, end: forHours(1) })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("Take it over"),
  });
  await expect(addAdmins(superAdmin, { connectionId: alone.id, userIds: [superAdmin.id] })).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("take it over"),
  });
});

test("it is prolonged for another reason, not for the same one, and others are told again", async () => {
  await makeBreakGlass({ connectionId, user: superAdmin, endsAt: minutes(30), reason });
  const again = (reason: string) => breakGlass(superAdmin, { connectionId, reason, end: forHours(24) });
  expect(await codeOf(again(reason))).toBe("invalid");
  const { endsAt } = await again("The vendor needs another day");
  expect(await marked(admin)).toMatchObject([{ reason: "The vendor needs another day", endsAt }]);
  expect((await events()).map(({ action }) => action)).toEqual(["connection.break_glass_prolonged"]);
  expect(await told(admin)).toHaveLength(1);
  await breakGlass(superAdmin, { connectionId, reason: "For good", end: untilRevoked });
  expect(await adminCount()).toBe(3);
  expect(await codeOf(again("Once more"))).toBe("forbidden");
});

test("who holds it for a time can revoke others, but not leave the connection to nobody", async () => {
  await makeBreakGlass({ connectionId, user: superAdmin, endsAt: minutes(30) });
  await revokeAdmin(superAdmin, { connectionId, userId: admin.id });
  await expect(revokeAdmin(superAdmin, { connectionId, userId: colleague.id })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("last one"),
  });
  expect(await codeOf(revokeAdmin(colleague, { connectionId, userId: colleague.id }))).toBe("conflict");
  await revokeAdmin(colleague, { connectionId, userId: superAdmin.id });
  expect((await sharePage(colleague, connectionId)).admins).toHaveLength(1);
});

test("deactivating the last lasting admin leaves it needing one, whoever holds it for a time", async () => {
  await makeBreakGlass({ connectionId, user: superAdmin, endsAt: minutes(30) });
  const other = await makeUser({ accountId, role: "super_admin" });
  await letGo(other, admin.id);
  expect(await letGo(other, colleague.id)).toMatchObject({ leftWithoutAdmin: [connectionId] });
  expect((await sharePage(superAdmin, connectionId)).connection.status).toBe("needs_an_admin");
  expect(await letGo(other, superAdmin.id)).toMatchObject({ leftWithoutAdmin: [] });
});

test("others give for good what a super admin holds for a time; they themself do not", async () => {
  await makeBreakGlass({ connectionId, user: superAdmin, endsAt: minutes(30) });
  const already = async (by: Actor) =>
    (await searchPeople(by, { connectionId, q: "ines" })).people.map((person) => person.already);
  expect([await already(admin), await already(superAdmin)]).toEqual([[false], [true]]);
  expect(await addAdmins(superAdmin, { connectionId, userIds: [superAdmin.id] })).toEqual({ added: 0 });
  expect(await addAdmins(admin, { connectionId, userIds: [superAdmin.id] })).toEqual({ added: 1 });
  expect(await marked(admin)).toEqual([]);
  expect(await adminCount()).toBe(3);
});

describe.each([
  ["before its end", 30, true],
  ["after its end, undeleted", -1, false],
])("%s", (_name, inMinutes, counts) => {
  test("it is shown among the admins, or not", async () => {
    await makeBreakGlass({ connectionId, user: superAdmin, endsAt: minutes(inMinutes) });
    expect(await marked(admin)).toHaveLength(counts ? 1 : 0);
    const [row] = (await listConnections(admin, listInput.parse({}))).rows;
    expect(row?.admins).toHaveLength(counts ? 3 : 2);
    expect((await findConnectionDetail(admin, connectionId)).admins).toHaveLength(counts ? 3 : 2);
    expect((await searchPeople(superAdmin, { connectionId, q: "ines" })).people).toMatchObject([{ already: counts }]);
  });

  test("a member's list and its count hold it, or not", async () => {
    const holder = await makeUser({ accountId });
    await makeBreakGlass({ connectionId, user: holder, endsAt: minutes(inMinutes) });
    const page = await listConnections(holder, listInput.parse({}));
    expect([page.rows.length, page.total.count, page.byStatus.connected.count]).toEqual(counts ? [1, 1, 1] : [0, 0, 0]);
  });

  test("objects may be made on it and what it leads to may be read, or not", async () => {
    await makeBreakGlass({ connectionId, user: superAdmin, endsAt: minutes(inMinutes) });
    expect(await listUsableConnections(superAdmin)).toHaveLength(counts ? 1 : 0);
    // Asked before every use of a session, kept open or not.
    const used = requireUseRight({ by: superAdmin, ability: "connection.use", connectionId });
    expect(await codeOf(used)).toBe(counts ? "done" : "forbidden");
  });

  test("it can be revoked, or is gone already", async () => {
    await makeBreakGlass({ connectionId, user: superAdmin, endsAt: minutes(inMinutes) });
    const revoked = revokeAdmin(admin, { connectionId, userId: superAdmin.id });
    expect(await codeOf(revoked)).toBe(counts ? "done" : "conflict");
  });

  test("its holder is asked and answers requests, or not", async () => {
    const scene = await makeRequestScene();
    await makeBreakGlass({ connectionId: scene.connectionId, user: scene.superAdmin, endsAt: minutes(30) });
    const { id, access } = await askedOf(scene);
    await db().execute(sql`
      update connection_admins set ends_at = ${minutes(inMinutes).toISOString()} where user_id = ${scene.superAdmin.id}`);
    const { objectId, builder } = scene;
    const { people } = await whomToAsk(builder, { objectId, environment: "production" });
    expect(people.some((person) => person.id === scene.superAdmin.id)).toBe(counts);
    expect(await countRequestsForMe(scene.superAdmin)).toBe(counts ? 2 : 0);
    expect((await findRequestDetail(scene.superAdmin, id)).connections).toHaveLength(counts ? 1 : 0);
    const confirmed = confirmAccess(scene.superAdmin, { id: access, connectionId: scene.connectionId });
    expect(await codeOf(confirmed)).toBe(counts ? "done" : "forbidden");
  });
});

async function askedOf(scene: RequestScene): Promise<{ id: string; access: string }> {
  const people = [scene.superAdmin];
  return { id: await askDeploy(scene, { people }), access: await askAccess(scene, { people }) };
}

test("what is over is in nobody's way: it begins again, and others add its holder", async () => {
  await makeBreakGlass({ connectionId, user: superAdmin, endsAt: minutes(-1), reason });
  await breakGlass(superAdmin, { connectionId, reason, end: forHours(1) });
  const second = await makeUser({ accountId, role: "super_admin" });
  await makeBreakGlass({ connectionId, user: second, endsAt: minutes(-1) });
  expect(await addAdmins(admin, { connectionId, userIds: [second.id] })).toEqual({ added: 1 });
  expect((await events()).map(({ action }) => action)).toEqual([
    "connection.break_glass_ended",
    "connection.break_glass",
    "connection.break_glass_ended",
    "connection.admin_added",
  ]);
});

test("what is over is taken away with a record, its holder is told, and the rest stays", async () => {
  const endsAt = minutes(-1);
  await makeBreakGlass({ connectionId, user: superAdmin, endsAt, reason });
  const second = await makeUser({ accountId, role: "super_admin" });
  await makeBreakGlass({ connectionId, user: second, endsAt: minutes(1) });
  await endOverShares();
  expect(await endOverShares()).toEqual({ ended: 0 });
  const rows = await db().execute(sql`select from connection_admins where connection_id = ${connectionId}`);
  expect(rows).toHaveLength(3);
  const data = { userId: superAdmin.id, reason, endsAt: endsAt.toISOString() };
  expect(await events()).toEqual([{ action: "connection.break_glass_ended", actor_id: null, data }]);
  expect(await told(superAdmin)).toMatchObject([{ kind: "connection.break_glass_ended", data: { connectionId } }]);
  expect(await told(admin)).toEqual([]);
});

async function codeOf(settling: Promise<unknown>): Promise<unknown> {
  return settling.then(
    () => "done",
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
  );
}
