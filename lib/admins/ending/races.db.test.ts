import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { closeDatabase, db, openDatabase } from "@/db/client";
import { makeAccount, makeBreakGlass, makeConnection, makeUser } from "@/db/factories";
import { wrongCounters } from "@/scripts/testing/counters";
import { letGo } from "@/scripts/testing/let-go";
import { meanwhile, race } from "@/scripts/testing/race";
import { renameConnection } from "../../connections/commands";
import type { Actor } from "../../policy";
import { breakGlass } from "../break-glass/commands";
import { revokeAdmin } from "../commands";
import { endOverShares } from "./commands";

afterAll(closeDatabase);

let admin: Actor;
let holder: Actor;
let superAdmin: Actor;
let connection: { id: string; name: string };

beforeEach(async () => {
  const accountId = await makeAccount();
  admin = await makeUser({ accountId });
  holder = await makeUser({ accountId, role: "super_admin" });
  superAdmin = await makeUser({ accountId, role: "super_admin" });
  connection = await makeConnection({ by: admin });
  // What other tests left must not be what a job finds here.
  await endOverShares();
});

afterEach(async () => {
  expect(await wrongCounters(admin.accountId)).toEqual([]);
});

const minutes = (count: number) => new Date(Date.now() + count * 60_000);
const onConnection = () => sql`select from connections where id = ${connection.id} for update`;
const onHolder = () => sql`select from users where id = ${holder.id} for update`;
const over = () =>
  sql`update connection_admins set ends_at = clock_timestamp() - interval '1 millisecond' where user_id = ${holder.id}`;
const begin = (reason: string) =>
  breakGlass(holder, { connectionId: connection.id, reason, end: { kind: "after", hours: 1 } });

async function actions(): Promise<string[]> {
  const rows = await db().execute<{ action: string }>(
    sql`select action from audit_events where subject_id = ${connection.id} order by at, id`,
  );
  return rows.map(({ action }) => action);
}

async function isIn(): Promise<boolean> {
  const rows = await db().execute(sql`select from connection_admins where user_id = ${holder.id} and ends_at > now()`);
  return rows.length === 1;
}

test("two processes end each share once", async () => {
  const others = await Promise.all(
    Array.from({ length: 20 }, () => makeUser({ accountId: admin.accountId, role: "super_admin" })),
  );
  for (const user of others) await makeBreakGlass({ connectionId: connection.id, user, endsAt: minutes(-1) });
  const [one, two] = await Promise.all([endOverShares(), endOverShares()]);
  expect(one.ended + two.ended).toBe(20);
  expect(await actions()).toHaveLength(20);
});

test("what another session holds is left to it, and ended when it lets go", async () => {
  await makeBreakGlass({ connectionId: connection.id, user: holder, endsAt: minutes(-1) });
  const other = openDatabase(process.env.DATABASE_URL ?? "", 1);
  try {
    await other.database.transaction(async (tx) => {
      await tx.execute(onConnection());
      expect(await endOverShares()).toEqual({ ended: 0 });
    });
    expect(await endOverShares()).toEqual({ ended: 1 });
  } finally {
    await other.close();
  }
});

test("one whose share ends while they wait for the connection changes nothing", async () => {
  await makeBreakGlass({ connectionId: connection.id, user: holder, endsAt: minutes(1) });
  const { id, name } = connection;
  const rename = () => renameConnection(holder, { id, name: `${name} 2`, previousName: name });
  await expect(meanwhile(onConnection(), rename, over())).rejects.toMatchObject({ code: "forbidden" });
  await db().execute(
    sql`update connection_admins set ends_at = ${minutes(1).toISOString()} where user_id = ${holder.id}`,
  );
  await rename();
});

test("expiry beside revoke: what is over is not revoked but ends, once", async () => {
  await makeBreakGlass({ connectionId: connection.id, user: holder, endsAt: minutes(1) });
  const revoke = () => revokeAdmin(admin, { connectionId: connection.id, userId: holder.id });
  await expect(meanwhile(onConnection(), revoke, over())).rejects.toMatchObject({ code: "conflict" });
  expect(await endOverShares()).toEqual({ ended: 1 });
  expect(await actions()).toEqual(["connection.break_glass_ended"]);
});

test("revoke beside expiry: what was revoked in time does not end once more", async () => {
  await makeBreakGlass({ connectionId: connection.id, user: holder, endsAt: minutes(1) });
  await revokeAdmin(admin, { connectionId: connection.id, userId: holder.id });
  expect(await endOverShares()).toEqual({ ended: 0 });
  expect(await actions()).toEqual(["connection.admin_revoked"]);
});

test("prolonging that began in time keeps the share, whatever the clock says meanwhile", async () => {
  await makeBreakGlass({ connectionId: connection.id, user: holder, endsAt: minutes(1) });
  await meanwhile(onHolder(), () => begin("Another hour"), over());
  expect(await endOverShares()).toEqual({ ended: 0 });
  expect(await isIn()).toBe(true);
  expect(await actions()).toEqual(["connection.break_glass_prolonged"]);
});

test("prolonging that comes after the end begins anew, and the end is on record", async () => {
  await makeBreakGlass({ connectionId: connection.id, user: holder, endsAt: minutes(1) });
  await meanwhile(onConnection(), () => begin("Another hour"), over());
  expect(await endOverShares()).toEqual({ ended: 0 });
  expect(await isIn()).toBe(true);
  expect(await actions()).toEqual(["connection.break_glass_ended", "connection.break_glass"]);
});

test("expiry beside deactivation: the counter is right whoever took the share away", async () => {
  await makeBreakGlass({ connectionId: connection.id, user: holder, endsAt: minutes(1) });
  const deactivate = () => letGo(superAdmin, holder.id);
  expect(await meanwhile(onConnection(), deactivate, over())).toMatchObject({ leftWithoutAdmin: [] });
  expect(await endOverShares()).toEqual({ ended: 0 });
  expect(await isIn()).toBe(false);
});

test("one who is demoted while they break the glass stays outside", async () => {
  const demote = sql`update users set role = 'member' where id = ${holder.id}`;
  await expect(meanwhile(onHolder(), () => begin("The load stands still"), demote)).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(await isIn()).toBe(false);
});

test("the glass is broken once, also with two pages open", async () => {
  const [one, two] = await race(
    onConnection(),
    () => begin("The load stands still"),
    () => begin("The load stands still"),
  );
  expect([one.status, two.status]).toEqual(["fulfilled", "rejected"]);
  expect(await actions()).toEqual(["connection.break_glass"]);
});
