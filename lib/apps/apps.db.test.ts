import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeApp, makeConnection, makeObject, makeUser } from "@/db/factories";
import { appMembers, externalDataObjects } from "@/db/schema";
import { letGo } from "@/scripts/testing/let-go";
import { race } from "@/scripts/testing/race";
import { createObject } from "../objects/drafts/commands";
import type { Actor } from "../policy";
import { createApp, deleteApp, renameApp } from "./commands";
import { listApps } from "./list/queries";
import { addMembers, addSelf, changeMemberLevel, removeMember } from "./members/commands";
import { findApp, membersPage, searchMembers } from "./queries";

afterAll(closeDatabase);

let accountId: string;
let manager: Actor;
let user: Actor;
let superAdmin: Actor;
let other: Actor;
let stranger: Actor;
let appId: string;

beforeEach(async () => {
  accountId = await makeAccount();
  manager = await makeUser({ accountId, name: "Priya Raman" });
  user = await makeUser({ accountId, name: "Hanna Eriksen" });
  superAdmin = await makeUser({ accountId, role: "super_admin", name: "Ines Albrecht" });
  other = await makeUser({ accountId, name: "Jonas Lindqvist" });
  stranger = await makeUser({ accountId: await makeAccount(), role: "super_admin" });
  appId = await makeApp({ by: manager, name: "Storefront", members: [{ user, level: "use" }] });
});

async function outcome(run: Promise<unknown>): Promise<unknown> {
  return run.then(
    () => "done",
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
  );
}

async function events(subjectId: string) {
  const rows = await db().execute<{ action: string; data: unknown }>(
    sql`select action, data from audit_events where subject_id = ${subjectId} order by at, id`,
  );
  return rows.map(({ action, data }) => ({ action, data }));
}

async function levels(id = appId): Promise<Record<string, string>> {
  const rows = await db().select().from(appMembers).where(eq(appMembers.appId, id));
  return Object.fromEntries(rows.map(({ userId, level }) => [userId, level]));
}

const people = {
  "who manages it": () => manager,
  "who uses it": () => user,
  "a super admin who is no member": () => superAdmin,
  "anyone else": () => other,
  "another account's super admin": () => stranger,
} as const;

const managing = ["done", "forbidden", "forbidden", "not_found", "not_found"];
const cells: Record<string, { run: (actor: Actor) => Promise<unknown>; expected: readonly string[] }> = {
  "sees it and its members": {
    run: async (actor) => [await findApp(actor, appId), await membersPage(actor, appId)],
    expected: ["done", "done", "done", "not_found", "not_found"],
  },
  "renames it": {
    run: (actor) =>
      renameApp(actor, {
        id: appId,
        name: "Shop",
        description: "",
        previous: { name: "Storefront", description: "" },
      }),
    expected: managing,
  },
  "deletes it": { run: (actor) => deleteApp(actor, { id: appId }), expected: managing },
  "searches people": { run: (actor) => searchMembers(actor, { appId, q: "" }), expected: managing },
  "adds members": {
    run: (actor) => addMembers(actor, { appId, userIds: [other.id], level: "use" }),
    expected: managing,
  },
  "changes a level": {
    run: (actor) => changeMemberLevel(actor, { appId, userId: user.id, level: "manage" }),
    expected: managing,
  },
  "removes a member": { run: (actor) => removeMember(actor, { appId, userId: user.id }), expected: managing },
  "adds oneself": {
    run: (actor) => addSelf(actor, { id: appId }),
    expected: ["forbidden", "forbidden", "done", "not_found", "not_found"],
  },
};

for (const [what, { run, expected }] of Object.entries(cells)) {
  describe(what, () => {
    for (const [index, [who, actor]] of Object.entries(people).entries()) {
      test(`${who}: ${expected[index]}`, async () => {
        const before = [await levels(), await events(appId)];
        expect(await outcome(run(actor()))).toBe(expected[index]);
        if (expected[index] !== "done") expect([await levels(), await events(appId)]).toEqual(before);
      });
    }
    test("who was deactivated: nothing", async () => {
      await makeUser({ accountId });
      const gone = what === "adds oneself" ? superAdmin : manager;
      const keeper = await makeUser({ accountId, role: "super_admin" });
      await letGo(keeper, gone.id);
      const before = await levels();
      const actor = what === "sees it and its members" ? { ...gone, role: "member" as const } : gone;
      expect(await outcome(run(actor))).toBe(what === "adds oneself" ? "conflict" : "not_found");
      expect(await levels()).toEqual(before);
    });
  });
}

test("every active user makes an app and manages it, on record; a deactivated one does not", async () => {
  for (const actor of [other, superAdmin]) {
    const { id } = await createApp(actor, { name: "Returns", description: "What comes back" });
    expect(await levels(id)).toEqual({ [actor.id]: "manage" });
    expect(await events(id)).toEqual([{ action: "app.created", data: { name: "Returns" } }]);
    expect((await membersPage(actor, id)).members).toMatchObject([{ addedBy: null, level: "manage", self: true }]);
  }
  const gone = await makeUser({ accountId, status: "deactivated" });
  expect(await outcome(createApp(gone, { name: "Returns", description: "" }))).toBe("conflict");
});

test("each change of members is on record, and who is a member already keeps their level", async () => {
  const add = (userIds: string[]) => addMembers(manager, { appId, userIds, level: "manage" });
  expect(await add([other.id, user.id, other.id])).toEqual({ added: 1 });
  expect(await add([other.id])).toEqual({ added: 0 });
  await changeMemberLevel(manager, { appId, userId: other.id, level: "use" });
  await removeMember(manager, { appId, userId: other.id });
  await addSelf(superAdmin, { id: appId });
  expect(await levels()).toEqual({ [manager.id]: "manage", [user.id]: "use", [superAdmin.id]: "manage" });
  const userId = other.id;
  expect(await events(appId)).toEqual([
    { action: "app.member_added", data: { userId, level: "manage" } },
    { action: "app.level_changed", data: { userId, from: "manage", to: "use" } },
    { action: "app.member_removed", data: { userId, level: "use" } },
    { action: "app.self_added", data: { level: "manage" } },
  ]);
});

test.each(["deactivated", "of another account"])("with a user who is %s among them, nobody is added", async (kind) => {
  const outsider = kind === "deactivated" ? await makeUser({ accountId, status: "deactivated" }) : stranger;
  const userIds = [other.id, outsider.id];
  expect(await outcome(addMembers(manager, { appId, userIds, level: "use" }))).toBe("conflict");
  expect(Object.keys(await levels())).toHaveLength(2);
});

test("the last manager stays, whoever else is a member; with a second one they may go", async () => {
  const demote = () => changeMemberLevel(manager, { appId, userId: manager.id, level: "use" });
  const leave = () => removeMember(manager, { appId, userId: manager.id });
  expect([await outcome(demote()), await outcome(leave())]).toEqual(["conflict", "conflict"]);
  await changeMemberLevel(manager, { appId, userId: user.id, level: "manage" });
  expect(await leave()).toEqual({ self: true });
  expect(await levels()).toEqual({ [user.id]: "manage" });
});

test("a name that somebody else changed meanwhile is shown, not overwritten", async () => {
  await addMembers(manager, { appId, userIds: [other.id], level: "manage" });
  const previous = { name: "Storefront", description: "" };
  await renameApp(other, { id: appId, name: "Shop", description: "Sells", previous });
  const late = { id: appId, name: "Store", description: "" };
  const current = { name: "Shop", description: "Sells" };
  expect(await renameApp(manager, { ...late, previous })).toEqual({ saved: false, by: other.name, current });
  expect(await renameApp(manager, { ...late, previous: current })).toEqual({ saved: true });
  expect((await findApp(user, appId)).name).toBe("Store");
});

test("an app with objects is not deleted and says how many; without them it is", async () => {
  const made = [await makeObject({ by: manager, appId }), await makeObject({ by: manager, appId })];
  await expect(deleteApp(manager, { id: appId })).rejects.toMatchObject({
    code: "conflict",
    message: "This app still holds 2 external data objects. Delete them first, then the app.",
  });
  for (const { id } of made) {
    await db().execute(sql`delete from object_versions where object_id = ${id}`);
    await db().execute(sql`delete from external_data_objects where id = ${id}`);
  }
  await deleteApp(manager, { id: appId });
  expect((await listApps(manager, { q: "" })).rows).toEqual([]);
  expect(await events(appId)).toEqual([{ action: "app.deleted", data: { name: "Storefront" } }]);
});

const holdApp = () => sql`select 1 from apps where id = ${appId} for update`;

test.each(["remove", "demote"])("of two managers who %s each other at once, one is refused", async (what) => {
  await changeMemberLevel(manager, { appId, userId: user.id, level: "manage" });
  const act = (actor: Actor, userId: string) =>
    what === "remove"
      ? removeMember(actor, { appId, userId })
      : changeMemberLevel(actor, { appId, userId, level: "use" });
  const outcomes = await race(
    holdApp(),
    () => act(manager, user.id),
    () => act(user, manager.id),
  );
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(Object.values(await levels()).filter((level) => level === "manage")).toHaveLength(1);
});

test("who leaves while the only other manager is deactivated is refused", async () => {
  await changeMemberLevel(manager, { appId, userId: user.id, level: "manage" });
  const [deactivated, left] = await race(
    sql`select 1 from app_members where app_id = ${appId} and user_id = ${user.id} for update`,
    () => letGo(superAdmin, user.id),
    () => removeMember(manager, { appId, userId: manager.id }),
  );
  expect(deactivated.status).toBe("fulfilled");
  expect(left).toMatchObject({ status: "rejected", reason: { code: "conflict" } });
  expect(await levels()).toEqual({ [manager.id]: "manage" });
});

test.each(["deleted first", "created first"])(
  "an app beside a draft that is begun in it, %s: one of them is refused, never an object without an app",
  async (order) => {
    const connection = await makeConnection({ by: manager });
    const input = { appId, connectionId: connection.id, name: "Orders", description: "" };
    const create = () => createObject(manager, input);
    const remove = () => deleteApp(manager, { id: appId });
    const [first, second] =
      order === "deleted first" ? await race(holdApp(), remove, create) : await race(holdApp(), create, remove);
    expect(first).toMatchObject({ status: "fulfilled" });
    const code = order === "deleted first" ? "not_found" : "conflict";
    expect(second).toMatchObject({ status: "rejected", reason: { code } });
    const objects = await db().select().from(externalDataObjects).where(eq(externalDataObjects.accountId, accountId));
    expect([(await listApps(manager, { q: "" })).rows.length, objects.length]).toEqual(
      order === "deleted first" ? [0, 0] : [1, 1],
    );
  },
);

test.each(["demoted first", "begun first"])("who is demoted beside a draft that they begin, %s", async (order) => {
  await changeMemberLevel(manager, { appId, userId: user.id, level: "manage" });
  const connection = await makeConnection({ by: user });
  const create = () => createObject(user, { appId, connectionId: connection.id, name: "Orders", description: "" });
  const demote = () => changeMemberLevel(manager, { appId, userId: user.id, level: "use" });
  const [first, second] =
    order === "demoted first" ? await race(holdApp(), demote, create) : await race(holdApp(), create, demote);
  expect(first).toMatchObject({ status: "fulfilled" });
  expect(second).toMatchObject(
    order === "demoted first" ? { status: "rejected", reason: { code: "forbidden" } } : { status: "fulfilled" },
  );
});

test.each(["deactivated first", "begun first"])(
  "who is deactivated beside a draft that they begin, %s",
  async (order) => {
    await changeMemberLevel(manager, { appId, userId: user.id, level: "manage" });
    const connection = await makeConnection({ by: user });
    const lock = sql`select from connections where id = ${connection.id} for update`;
    const create = () => createObject(user, { appId, connectionId: connection.id, name: "Orders", description: "" });
    const deactivate = () => letGo(superAdmin, user.id);
    const [first, second] =
      order === "deactivated first" ? await race(lock, deactivate, create) : await race(lock, create, deactivate);
    expect(first).toMatchObject({ status: "fulfilled" });
    expect(second).toMatchObject(
      order === "deactivated first" ? { status: "rejected", reason: { code: "not_found" } } : { status: "fulfilled" },
    );
  },
);
