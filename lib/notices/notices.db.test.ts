import { sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeApp, makeConnection, makeUser } from "@/db/factories";
import { toldTo } from "@/scripts/testing/notices";
import { askDeploy, makeRequestScene } from "@/scripts/testing/requests";
import { addAdmins, revokeAdmin } from "../admins/commands";
import { deleteApp } from "../apps/commands";
import { addMembers, removeMember } from "../apps/members/commands";
import { recordOne } from "../audit/commands";
import { deleteConnection } from "../connections/commands";
import { deleteObject } from "../objects/commands";
import { spoken } from "../objects/drafts/definition";
import type { Actor } from "../policy";
import { whatWaits } from "../users/waiting/queries";
import { waitingCap } from "../waiting/schema";
import { markAllRead, markRead, notify } from "./commands";
import { countUnread, latestNotices, noticesPage } from "./queries";
import { latestCount, noticesInput, noticesPageSize, seenInput } from "./schema";

afterAll(closeDatabase);

let accountId: string;
let admin: Actor;
let reader: Actor;
let other: Actor;

beforeEach(async () => {
  accountId = await makeAccount();
  admin = await makeUser({ accountId, name: "Tomasz Wrona" });
  reader = await makeUser({ accountId, name: "Hanna Eriksen" });
  other = await makeUser({ accountId, name: "Aiko Tanabe" });
});

/** Tells the reader so many things, the oldest first. */
async function tell(count: number, who: Actor = reader): Promise<void> {
  for (let made = 0; made < count; made += 50) {
    await db().execute(sql`
      with events as (
        insert into audit_events (id, account_id, at, actor_id, action, subject_id, data)
        select gen_random_uuid(), ${accountId}, now() - interval '1 hour' + (${made} + n) * interval '1 second', ${admin.id},
          'connection.admin_added', ${who.id}, '{}'
        from generate_series(1, ${Math.min(50, count - made)}) n
        returning id, at
      )
      insert into notices (id, account_id, user_id, event_id, kind, data, at)
      select gen_random_uuid(), ${accountId}, ${who.id}, id, 'app.added',
        ${JSON.stringify({ by: "Tomasz Wrona", appId: "01980000-0000-7000-8000-000000000000", name: "Deliveries" })}::jsonb, at
      from events`);
  }
}

const page = (query: Record<string, string> = {}, actor = reader) => noticesPage(actor, noticesInput.parse(query));

test("a page is the latest first, and each notice stands on exactly one page", async () => {
  await tell(noticesPageSize + 3);
  await tell(1, other);
  const first = await page();
  expect([first.rows.length, first.unread]).toEqual([noticesPageSize, noticesPageSize + 3]);
  const second = await page({ after: first.next ?? "" });
  expect([second.rows.length, second.next]).toEqual([3, null]);
  const moments = [...first.rows, ...second.rows].map(({ at }) => at);
  expect(moments).toEqual([...moments].sort().reverse());
  expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(noticesPageSize + 3);
});

test("those of the same moment are neither left out nor shown twice at the edge of a page", async () => {
  await tell(noticesPageSize + 3);
  await db().execute(sql`update notices set at = '2026-11-25T10:00:00Z' where user_id = ${reader.id}`);
  const first = await page();
  const second = await page({ after: first.next ?? "" });
  expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(noticesPageSize + 3);
});

test("an address that says nothing sensible shows the beginning", async () => {
  await tell(1);
  for (const query of [
    { after: "what" },
    { after: Buffer.from('["now","x"]').toString("base64url") },
    { show: "none" },
  ]) {
    expect((await page(query)).rows).toHaveLength(1);
  }
});

test("the unread are counted up to the cap, and the bell shows the latest", async () => {
  await tell(waitingCap + 20);
  expect([await countUnread(reader), await countUnread(other)]).toEqual([waitingCap + 1, 0]);
  const latest = await latestNotices(reader);
  expect([latest.rows.length, latest.unread]).toEqual([latestCount, waitingCap + 1]);
  expect(latest.rows).toEqual((await page()).rows.slice(0, latestCount));
});

test("one is read once, by whom it was told, and by nobody else", async () => {
  await tell(2);
  const { rows } = await page();
  const [first] = rows;
  const id = first?.id ?? "";
  await expect(markRead(other, { id })).rejects.toMatchObject({ code: "not_found" });
  await expect(markRead(admin, { id })).rejects.toMatchObject({ code: "not_found" });
  expect(await countUnread(reader)).toBe(2);
  await markRead(reader, { id });
  const readAt = () => db().execute(sql`select read_at from notices where id = ${id}`);
  const [before] = await readAt();
  await markRead(reader, { id });
  const [after] = await readAt();
  expect(after).toEqual(before);
  expect(await countUnread(reader)).toBe(1);
  expect((await page()).rows.map(({ isRead }) => isRead)).toEqual([true, false]);
  const unread = await page({ show: "unread" });
  expect(unread.rows.map((row) => row.id)).toEqual([rows[1]?.id]);
});

test("all are read at once, one's own alone", async () => {
  await tell(noticesPageSize + 3);
  await tell(2, other);
  const { seen } = await latestNotices(reader);
  expect(await markAllRead(reader, { seen: seen ?? "" })).toEqual({ marked: noticesPageSize + 3 });
  expect([await countUnread(reader), await countUnread(other)]).toEqual([0, 2]);
  expect((await page({ show: "unread" })).rows).toEqual([]);
});

test("what arrives after the look stays unread, also when it happened before it", async () => {
  await tell(1);
  const subject = reader.id;
  const record = { action: "connection.admin_added" as const, data: { userId: subject } };
  const data = { by: "Tomasz Wrona", appId: "01980000-0000-7000-8000-000000000000", name: "On its way" };
  // Written before the look, and there only after it.
  const { seen } = await db().transaction(async (tx) => {
    const event = await recordOne(tx, { accountId, actorId: admin.id }, subject, record);
    await notify(tx, event, { kind: "app.added", data }, [reader.id]);
    return latestNotices(reader);
  });
  expect(await markAllRead(reader, { seen: seen ?? "" })).toEqual({ marked: 1 });
  const { rows } = await page({ show: "unread" });
  expect(rows.map(({ sentence }) => spoken(sentence))).toEqual([expect.stringContaining("On its way")]);
  expect((await page()).rows[1]?.isRead).toBe(true);
});

test("notices of a database that was restored elsewhere can be read all at once", async () => {
  await tell(3);
  await db().execute(sql`update notices set written_in = '99999999999'::xid8 where user_id = ${reader.id}`);
  const { seen } = await latestNotices(reader);
  expect(await markAllRead(reader, { seen: seen ?? "" })).toEqual({ marked: 3 });
});

test("what is no look at a database is refused before it is asked", () => {
  for (const seen of ["10:20:", "10:20:10", "10:20:11,15,19", "1:1:"])
    expect(seenInput.safeParse({ seen }).success).toBe(true);
  for (const seen of ["", "now", "20:10:", "10:20:9", "10:20:20", "10:20:15,11", "0:1:", "1:2:3'", "10:20:11,"]) {
    expect(seenInput.safeParse({ seen }).success).toBe(false);
  }
});

test("a notice leads to what it is about, as long as its reader sees that", async () => {
  const kept = await makeConnection({ by: admin });
  const revoked = await makeConnection({ by: admin });
  const deleted = await makeConnection({ by: admin });
  const appId = await makeApp({ by: admin });
  for (const { id } of [kept, revoked, deleted]) await addAdmins(admin, { connectionId: id, userIds: [reader.id] });
  await addMembers(admin, { appId, userIds: [reader.id], level: "use" });
  const hrefs = async () => (await page()).rows.map(({ href, gone }) => href ?? gone).reverse();
  const all = [kept, revoked, deleted].map(({ id }) => `/connections/${id}`);
  expect(await hrefs()).toEqual([...all, `/apps/${appId}/data`]);

  await revokeAdmin(admin, { connectionId: revoked.id, userId: reader.id });
  await deleteConnection(admin, { id: deleted.id });
  const gone = "It was deleted, or it is not shared with you any more.";
  // The notice of a revocation says so itself.
  expect(await hrefs()).toEqual([all[0], gone, gone, `/apps/${appId}/data`, null]);
  await removeMember(admin, { appId, userId: reader.id });
  const left = "It was deleted, or you are not a member any more.";
  expect(await hrefs()).toEqual([all[0], gone, gone, left, null, null]);
  await deleteApp(admin, { id: appId });
  expect((await hrefs())[3]).toBe(left);
});

test("a notice of a request leads there for who is asked and who asked, until it is gone", async () => {
  const scene = await makeRequestScene();
  const id = await askDeploy(scene);
  const hrefOf = async (actor: Actor) => (await page({}, actor)).rows.map(({ href, gone }) => href ?? gone);
  expect(await hrefOf(scene.admin)).toEqual([`/requests/${id}`]);
  await revokeAdmin(scene.deputy, { connectionId: scene.connectionId, userId: scene.admin.id });
  expect((await hrefOf(scene.admin))[1]).toBe(`/requests/${id}`);
  await deleteObject(scene.builder, { id: scene.objectId });
  expect((await hrefOf(scene.admin))[1]).toBe("Its object was deleted, or you do not see it any more.");
});

test("the bar says in one look how many requests and notices wait", async () => {
  const scene = await makeRequestScene();
  await askDeploy(scene);
  await addMembers(scene.builder, { appId: scene.appId, userIds: [scene.admin.id], level: "use" });
  expect(await whatWaits(scene.admin)).toEqual({ requests: 1, notices: 2 });
  expect(await whatWaits(scene.builder)).toEqual({ requests: 0, notices: 0 });
  expect((await toldTo(scene.admin)).map(({ mail_state }) => mail_state)).toEqual(["none", "none"]);
});
