import { and, asc, eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeApp, makeConnection, makeUser } from "@/db/factories";
import { auditEvents, connectionAdmins, users } from "@/db/schema";
import { letGo } from "@/scripts/testing/let-go";
import { race } from "@/scripts/testing/race";
import { AppError } from "../../errors";
import type { Actor } from "../../policy";
import { deactivateUser } from "../deactivation/commands";
import { findSessionActor } from "../queries";
import { changeUserRole, reactivateUser, signOutUserEverywhere } from "./commands";
import { listUsers } from "./queries";
import { listUsersInput } from "./schema";

afterAll(closeDatabase);

let boss: Actor;
let other: Actor;
let member: Actor;
let stranger: Actor;

beforeEach(async () => {
  const accountId = await makeAccount();
  boss = await makeUser({ accountId, role: "super_admin" });
  other = await makeUser({ accountId, role: "super_admin" });
  member = await makeUser({ accountId });
  stranger = await makeUser({ accountId: await makeAccount(), role: "super_admin" });
});

async function stored(id: string) {
  const [user] = await db().select().from(users).where(eq(users.id, id));
  if (user === undefined) throw new Error("There is no such user.");
  return user;
}

async function eventsOf(id: string) {
  const events = await db()
    .select({ action: auditEvents.action, actorId: auditEvents.actorId, data: auditEvents.data })
    .from(auditEvents)
    .where(eq(auditEvents.subjectId, id))
    .orderBy(asc(auditEvents.id));
  return events;
}

const list = (actor: Actor) => listUsers(actor, listUsersInput.parse({}));
const refusalOf = async (actor: Actor, id: string) =>
  (await list(actor)).rows.find((row) => row.id === id)?.roleRefusal;

describe("changing a role", () => {
  test("counts from the next request on, both ways, and is on record with who did it", async () => {
    const session = { userId: other.id, epoch: 0 };
    expect(await findSessionActor(session)).toMatchObject({ role: "super_admin" });
    await changeUserRole(boss, { userId: other.id, role: "member" });
    expect(await findSessionActor(session)).toMatchObject({ role: "member" });
    await changeUserRole(boss, { userId: other.id, role: "super_admin" });
    expect(await findSessionActor(session)).toMatchObject({ role: "super_admin" });
    expect(await eventsOf(other.id)).toEqual([
      { action: "user.role_changed", actorId: boss.id, data: { from: "super_admin", to: "member" } },
      { action: "user.role_changed", actorId: boss.id, data: { from: "member", to: "super_admin" } },
    ]);
  });

  test("to what it is already changes nothing and leaves no record", async () => {
    await changeUserRole(boss, { userId: member.id, role: "member" });
    expect(await eventsOf(member.id)).toEqual([]);
  });

  test("is the account's from then on, whatever a group at the provider said", async () => {
    await db().update(users).set({ roleFrom: "provider" }).where(eq(users.id, other.id));
    expect((await list(boss)).rows.find(({ id }) => id === other.id)).toMatchObject({ isRoleFromProvider: true });
    await changeUserRole(boss, { userId: other.id, role: "member" });
    expect(await stored(other.id)).toMatchObject({ role: "member", roleFrom: "account" });
  });

  test("takes the last active super admin nothing, and says so before and after; with another one it does", async () => {
    await changeUserRole(boss, { userId: other.id, role: "member" });
    // Neither of these is a super admin who could go on: one is deactivated, the other of another account.
    await makeUser({ accountId: boss.accountId, role: "super_admin", status: "deactivated" });
    const words = /always keeps at least one active super admin/;
    expect(await refusalOf(boss, boss.id)).toMatch(words);
    const refused = changeUserRole(boss, { userId: boss.id, role: "member" });
    await expect(refused).rejects.toMatchObject({ code: "conflict", message: expect.stringMatching(words) });
    expect(await stored(boss.id)).toMatchObject({ role: "super_admin" });

    await changeUserRole(boss, { userId: member.id, role: "super_admin" });
    expect(await refusalOf(boss, boss.id)).toBeNull();
    expect(await changeUserRole(boss, { userId: boss.id, role: "member" })).toEqual({ self: true });
    await expect(list({ ...boss, role: "member" })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("is refused for who is deactivated, until they are reactivated", async () => {
    await deactivateUser(boss, { userId: member.id });
    expect(await refusalOf(boss, member.id)).toMatch(/Reactivate them/);
    const change = () => changeUserRole(boss, { userId: member.id, role: "super_admin" });
    await expect(change()).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/Reactivate them/),
    });
    await reactivateUser(boss, { userId: member.id });
    await change();
    expect(await stored(member.id)).toMatchObject({ role: "super_admin" });
  });
});

describe("reactivating", () => {
  test("lets somebody sign in again and gives nothing back: no right, no role, no session", async () => {
    await makeConnection({ by: other });
    await makeApp({ by: other });
    const session = { userId: other.id, epoch: (await stored(other.id)).sessionEpoch };
    await letGo(boss, other.id);
    const between = { userId: other.id, epoch: (await stored(other.id)).sessionEpoch };
    expect(await findSessionActor(session)).toBeNull();

    expect(await reactivateUser(boss, { userId: other.id })).toEqual({ name: other.name });
    expect(await stored(other.id)).toMatchObject({ status: "active", role: "member", deactivatedAt: null });
    expect((await list(boss)).rows.find(({ id }) => id === other.id)).toMatchObject({
      connectionCount: 0,
      appCount: 0,
    });
    expect(await findSessionActor(session)).toBeNull();
    expect(await findSessionActor(between)).toBeNull();
    const { sessionEpoch } = await stored(other.id);
    expect(await findSessionActor({ userId: other.id, epoch: sessionEpoch })).toMatchObject({ role: "member" });
    expect((await eventsOf(other.id)).at(-1)).toEqual({
      action: "user.reactivated",
      actorId: boss.id,
      data: { roleBefore: "super_admin" },
    });
    await expect(reactivateUser(boss, { userId: other.id })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("signing somebody out everywhere", () => {
  test("ends all of their sessions and nobody else's, on record, and they keep what they have", async () => {
    const { id } = await makeConnection({ by: member });
    const session = { userId: member.id, epoch: 0 };
    expect(await findSessionActor(session)).toMatchObject({ id: member.id });
    expect(await signOutUserEverywhere(boss, { userId: member.id })).toEqual({ self: false });
    expect(await findSessionActor(session)).toBeNull();
    expect(await findSessionActor({ userId: boss.id, epoch: 0 })).toMatchObject({ id: boss.id });
    const kept = and(eq(connectionAdmins.connectionId, id), eq(connectionAdmins.userId, member.id));
    expect(await db().select().from(connectionAdmins).where(kept)).toHaveLength(1);
    expect(await eventsOf(member.id)).toMatchObject([{ action: "user.signed_out", actorId: boss.id }]);
  });
});

const acts = {
  "change of role": (actor: Actor, userId: string) => changeUserRole(actor, { userId, role: "super_admin" }),
  reactivation: (actor: Actor, userId: string) => reactivateUser(actor, { userId }),
  "sign-out": (actor: Actor, userId: string) => signOutUserEverywhere(actor, { userId }),
};

describe.each(Object.entries(acts))("a %s", (name, act) => {
  test("is a super admin's of the same account; nobody else's does anything", async () => {
    const accountId = boss.accountId;
    const status = name === "reactivation" ? ("deactivated" as const) : ("active" as const);
    const somebody = await makeUser({ accountId, status });
    const before = await stored(somebody.id);
    await expect(act(member, somebody.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(act(stranger, somebody.id)).rejects.toMatchObject({ code: "not_found" });
    // Demoted since the page was opened: what the session said then counts for nothing.
    await db().update(users).set({ role: "member" }).where(eq(users.id, other.id));
    await expect(act(other, somebody.id)).rejects.toMatchObject({
      code: "forbidden",
      message: expect.stringMatching(/no longer a super admin/),
    });
    expect(await stored(somebody.id)).toEqual(before);
    await act(boss, somebody.id);
    expect(await stored(somebody.id)).not.toEqual(before);
  });
});

/** "done", or the code of the AppError that refused it. Anything else is a fault. */
function ends(settled: PromiseSettledResult<unknown>): string {
  if (settled.status === "fulfilled") return "done";
  if (settled.reason instanceof AppError) return settled.reason.code;
  throw settled.reason;
}

const onAccount = () => sql`select from accounts where id = ${boss.accountId} for update`;

describe.each([1, 2, 3])("round %i of two super admins at once", () => {
  const demote = (actor: Actor, user: Actor) => changeUserRole(actor, { userId: user.id, role: "member" });

  test("who demote each other: one wins, and the other is told that they are none any more", async () => {
    const [first, second] = await race(
      onAccount(),
      () => demote(boss, other),
      () => demote(other, boss),
    );
    expect([ends(first), ends(second)]).toEqual(["done", "forbidden"]);
    expect([(await stored(boss.id)).role, (await stored(other.id)).role]).toEqual(["super_admin", "member"]);
  });

  test("who both step down: the second one stays", async () => {
    const [first, second] = await race(
      onAccount(),
      () => demote(boss, boss),
      () => demote(other, other),
    );
    expect([ends(first), ends(second)]).toEqual(["done", "conflict"]);
    expect([(await stored(boss.id)).role, (await stored(other.id)).role]).toEqual(["member", "super_admin"]);
  });

  test("of whom one deactivates who demotes them: the demotion does not happen", async () => {
    const [first, second] = await race(
      onAccount(),
      () => deactivateUser(boss, { userId: other.id }),
      () => demote(other, boss),
    );
    expect([ends(first), ends(second)]).toEqual(["done", "forbidden"]);
    expect((await stored(boss.id)).role).toBe("super_admin");
  });
});
