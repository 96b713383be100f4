import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeBreakGlass, makeConnection, makeUser } from "@/db/factories";
import { wrongCounters } from "@/scripts/testing/counters";
import { meanwhile, race } from "@/scripts/testing/race";
import { findConnectionDetail } from "../../connections/queries";
import type { Actor } from "../../policy";
import { addAdmins, revokeAdmin } from "../commands";
import { sharePage } from "../queries";
import { takeOver } from "./commands";

afterAll(closeDatabase);

let accountId: string;
let superAdmin: Actor;
let other: Actor;
let member: Actor;
/** Of which nobody is an admin. */
let connectionId: string;

beforeEach(async () => {
  accountId = await makeAccount();
  superAdmin = await makeUser({ accountId, role: "super_admin" });
  other = await makeUser({ accountId, role: "super_admin" });
  member = await makeUser({ accountId });
  connectionId = (await makeConnection({ by: await makeUser({ accountId, status: "deactivated" }), creatorLeft: true }))
    .id;
});

afterEach(async () => {
  expect(await wrongCounters(accountId)).toEqual([]);
});

const onConnection = () => sql`select from connections where id = ${connectionId} for update`;
const adminsOf = async () => (await sharePage(superAdmin, connectionId)).admins.map(({ userId }) => userId);

test("a super admin takes over what needs an admin, for good, without a reason, and on record", async () => {
  expect((await findConnectionDetail(superAdmin, connectionId)).abilities).toContain("connection.take_over");
  await takeOver(superAdmin, { connectionId });
  const page = await sharePage(superAdmin, connectionId);
  expect(page.connection.status).toBe("connected");
  expect(page.admins).toMatchObject([{ userId: superAdmin.id, addedBy: superAdmin.name, endsAt: null }]);
  const events = await db().execute(
    sql`select action, actor_id::text, data from audit_events where subject_id = ${connectionId}`,
  );
  expect([...events]).toEqual([{ action: "connection.taken_over", actor_id: superAdmin.id, data: {} }]);
  expect((await findConnectionDetail(superAdmin, connectionId)).abilities).not.toContain("connection.take_over");
});

test("nobody else takes it over, and nobody what has an admin", async () => {
  const stranger = await makeUser({ accountId: await makeAccount(), role: "super_admin" });
  for (const actor of [member, stranger]) {
    await expect(takeOver(actor, { connectionId })).rejects.toMatchObject({ code: "not_found" });
  }
  const cared = await makeConnection({ by: member });
  await expect(takeOver(superAdmin, { connectionId: cared.id })).rejects.toMatchObject({ code: "forbidden" });
  await expect(takeOver(member, { connectionId: cared.id })).rejects.toMatchObject({ code: "forbidden" });
});

test("who holds it for a time keeps it for good by taking it over", async () => {
  await makeBreakGlass({ connectionId, user: superAdmin, endsAt: new Date(Date.now() + 60_000) });
  await takeOver(superAdmin, { connectionId });
  expect((await sharePage(superAdmin, connectionId)).admins).toMatchObject([{ endsAt: null }]);
  await addAdmins(superAdmin, { connectionId, userIds: [member.id] });
  await revokeAdmin(superAdmin, { connectionId, userId: superAdmin.id });
});

test.each([1, 2])(
  "of two who take it over at once, one does, and the other is told that it has an admin (round %i)",
  async () => {
    const [first, second] = await race(
      onConnection(),
      () => takeOver(superAdmin, { connectionId }),
      () => takeOver(other, { connectionId }),
    );
    expect([first.status, second.status]).toEqual(["fulfilled", "rejected"]);
    expect(second).toMatchObject({ reason: { code: "forbidden", message: expect.stringContaining("has an admin") } });
    expect(await adminsOf()).toEqual([superAdmin.id]);
  },
);

test("one who is demoted while they take it over does not get it", async () => {
  const demote = sql`update users set role = 'member' where id = ${superAdmin.id}`;
  const lock = sql`select from users where id = ${superAdmin.id} for update`;
  await expect(meanwhile(lock, () => takeOver(superAdmin, { connectionId }), demote)).rejects.toMatchObject({
    code: "forbidden",
  });
  expect((await sharePage(other, connectionId)).admins).toEqual([]);
});
