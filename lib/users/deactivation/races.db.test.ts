import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeApp, makeConnection, makeUser } from "@/db/factories";
import { wrongCounters } from "@/scripts/testing/counters";
import { race } from "@/scripts/testing/race";
import { addAdmins, revokeAdmin } from "../../admins/commands";
import { createApp } from "../../apps/commands";
import { addMembers, removeMember } from "../../apps/members/commands";
import { deleteConnection } from "../../connections/commands";
import { AppError } from "../../errors";
import type { Actor } from "../../policy";
import { deactivateUser } from "./commands";

let superAdmin: Actor;
let other: Actor;
let leaver: Actor;
let hanna: Actor;
let priya: Actor;
let accountId: string;

beforeEach(async () => {
  accountId = await makeAccount();
  superAdmin = await makeUser({ accountId, role: "super_admin" });
  other = await makeUser({ accountId, role: "super_admin" });
  leaver = await makeUser({ accountId });
  hanna = await makeUser({ accountId });
  priya = await makeUser({ accountId });
});

afterEach(async () => {
  expect(await wrongCounters(accountId)).toEqual([]);
});

afterAll(closeDatabase);

const onConnection = (id: string) => sql`select from connections where id = ${id} for update`;
const onApp = (id: string) => sql`select from apps where id = ${id} for update`;
const onUser = (user: Actor) => sql`select from users where id = ${user.id} for update`;
const onAccount = () => sql`select from accounts where id = ${accountId} for update`;

async function adminsOf(id: string): Promise<string[]> {
  const rows = await db().execute<{ user_id: string }>(
    sql`select user_id::text from connection_admins where connection_id = ${id} order by user_id`,
  );
  return rows.map((row) => row.user_id);
}

async function isActive(user: Actor): Promise<boolean> {
  const [row] = await db().execute<{ status: string }>(sql`select status from users where id = ${user.id}`);
  return row?.status === "active";
}

/** "done", "back" for what has to be decided again, or the code of the AppError that refused it. Anything else is a fault. */
function ends(settled: PromiseSettledResult<unknown>): string {
  if (settled.status === "rejected") {
    if (settled.reason instanceof AppError) return settled.reason.code;
    throw settled.reason;
  }
  const { value } = settled;
  const isBack = typeof value === "object" && value !== null && "deactivated" in value && value.deactivated === false;
  return isBack ? "back" : "done";
}

const handAll =
  (to: Actor, by: Actor = superAdmin) =>
  () =>
    deactivateUser(by, { userId: leaver.id, restTo: to.id });

describe.each([1, 2])("round %i", () => {
  test("handing over, then revoking who got it: they are the last admin and stay", async () => {
    const { id } = await makeConnection({ by: leaver });
    const revoke = () => revokeAdmin(leaver, { connectionId: id, userId: leaver.id });
    const [handed, revoked] = await race(onConnection(id), handAll(hanna), revoke);
    expect([ends(handed), ends(revoked)]).toEqual(["done", "not_found"]);
    await expect(revokeAdmin(hanna, { connectionId: id, userId: hanna.id })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await adminsOf(id)).toEqual([hanna.id]);
  });

  test("revoking who leaves, then handing over what is not theirs any more: nobody gets it", async () => {
    const { id } = await makeConnection({ by: leaver, admins: [priya] });
    const connections = [{ id, to: hanna.id }];
    const [revoked, handed] = await race(
      onConnection(id),
      () => revokeAdmin(priya, { connectionId: id, userId: leaver.id }),
      () => deactivateUser(superAdmin, { userId: leaver.id, connections }),
    );
    expect([ends(revoked), ends(handed)]).toEqual(["done", "back"]);
    expect(await adminsOf(id)).toEqual([priya.id]);
    expect(await isActive(leaver)).toBe(true);
  });

  test("revoking the other admin, then deactivating who did: it is not left without one unseen", async () => {
    const { id } = await makeConnection({ by: leaver, admins: [priya] });
    const [revoked, deactivated] = await race(
      onConnection(id),
      () => revokeAdmin(leaver, { connectionId: id, userId: priya.id }),
      () => deactivateUser(superAdmin, { userId: leaver.id }),
    );
    expect([ends(revoked), ends(deactivated)]).toEqual(["done", "back"]);
    expect(await adminsOf(id)).toEqual([leaver.id]);
  });

  test("sharing, then handing over: whoever it was shared with is enough", async () => {
    const { id } = await makeConnection({ by: leaver });
    const share = () => addAdmins(superAdmin, { connectionId: id, userIds: [priya.id] });
    const [shared, handed] = await race(onConnection(id), share, handAll(hanna));
    expect([ends(shared), ends(handed)]).toEqual(["done", "done"]);
    expect(await adminsOf(id)).toEqual([priya.id]);
  });

  test("handing over, then sharing: both have it", async () => {
    const { id } = await makeConnection({ by: leaver });
    const share = () => addAdmins(superAdmin, { connectionId: id, userIds: [priya.id] });
    const [handed, shared] = await race(onConnection(id), handAll(hanna), share);
    expect([ends(handed), ends(shared)]).toEqual(["done", "done"]);
    expect(await adminsOf(id)).toEqual([hanna.id, priya.id].sort());
  });

  test("handing over beside the connection's end: there is nothing to hand over", async () => {
    const { id } = await makeConnection({ by: leaver });
    const [deleted, handed] = await race(onConnection(id), () => deleteConnection(leaver, { id }), handAll(hanna));
    expect([ends(deleted), ends(handed)]).toEqual(["done", "done"]);
    expect(await adminsOf(id)).toEqual([]);
  });

  test("the last other manager leaves, then the app's only one is deactivated: nobody is left out unseen", async () => {
    const appId = await makeApp({ by: leaver, members: [{ user: priya, level: "manage" }] });
    const [left, deactivated] = await race(
      onApp(appId),
      () => removeMember(priya, { appId, userId: priya.id }),
      () => deactivateUser(superAdmin, { userId: leaver.id }),
    );
    expect([ends(left), ends(deactivated)]).toEqual(["done", "back"]);
    expect(await isActive(leaver)).toBe(true);
  });

  test("deactivating, then the other manager leaving: they are the last one and stay", async () => {
    const appId = await makeApp({ by: leaver, members: [{ user: priya, level: "manage" }] });
    const [deactivated, left] = await race(
      onApp(appId),
      () => deactivateUser(superAdmin, { userId: leaver.id }),
      () => removeMember(priya, { appId, userId: priya.id }),
    );
    expect([ends(deactivated), ends(left)]).toEqual(["done", "conflict"]);
  });

  test("an app that who leaves makes at this moment is decided about, or never made", async () => {
    const create = () => createApp(leaver, { name: "Late", description: "" });
    const deactivate = () => deactivateUser(superAdmin, { userId: leaver.id });
    const [created, first] = await race(onUser(leaver), create, deactivate);
    expect([ends(created), ends(first)]).toEqual(["done", "back"]);
    const [second, late] = await race(onUser(leaver), handAll(hanna), create);
    expect([ends(second), ends(late)]).toEqual(["done", "conflict"]);
  });

  test("two super admins who deactivate each other leave one of them", async () => {
    const [first, second] = await race(
      onAccount(),
      () => deactivateUser(superAdmin, { userId: other.id }),
      () => deactivateUser(other, { userId: superAdmin.id }),
    );
    expect([ends(first), ends(second)]).toEqual(["done", "forbidden"]);
    expect([await isActive(superAdmin), await isActive(other)]).toEqual([true, false]);
  });

  test("handing over to somebody, then deactivating them: what they got has to be decided about", async () => {
    const { id } = await makeConnection({ by: leaver });
    const deactivateHanna = () => deactivateUser(other, { userId: hanna.id });
    const [handed, deactivated] = await race(onAccount(), handAll(hanna), deactivateHanna);
    expect([ends(handed), ends(deactivated)]).toEqual(["done", "back"]);
    expect(await adminsOf(id)).toEqual([hanna.id]);
  });

  test("deactivating somebody, then handing over to them: refused, and nothing happens", async () => {
    const { id } = await makeConnection({ by: leaver });
    const deactivateHanna = () => deactivateUser(other, { userId: hanna.id });
    const [deactivated, handed] = await race(onAccount(), deactivateHanna, handAll(hanna));
    expect([ends(deactivated), ends(handed)]).toEqual(["done", "conflict"]);
    expect(await adminsOf(id)).toEqual([leaver.id]);
    expect(await isActive(leaver)).toBe(true);
  });

  test("who is added to an app beside it is taken out again, and neither waits in a circle", async () => {
    const { id } = await makeConnection({ by: leaver });
    const appId = await makeApp({ by: priya });
    const userIds = [leaver.id, hanna.id];
    const add = () => addMembers(priya, { appId, userIds, level: "use" });
    const [handed, added] = await race(onUser(hanna), handAll(hanna), add);
    expect([ends(handed), ends(added)]).toEqual(["done", "done"]);
    const members = await db().execute<{ user_id: string }>(
      sql`select user_id::text from app_members where app_id = ${appId} order by added_at, user_id`,
    );
    expect(members.map((row) => row.user_id)).toEqual([priya.id, hanna.id]);
    expect(await adminsOf(id)).toEqual([hanna.id]);
  });
});
