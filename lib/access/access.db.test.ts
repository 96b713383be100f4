import { sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import {
  makeAccount,
  makeApp,
  makeBinding,
  makeBreakGlass,
  makeConnection,
  makeObject,
  makeUser,
} from "@/db/factories";
import { addAdmins, revokeAdmin } from "../admins/commands";
import { renameConnection } from "../connections/commands";
import { requireRowsRight, requireUseRight } from "../connections/purpose/queries";
import { AppError } from "../errors";
import type { Actor } from "../policy";
import { reviewConnection, reviewUser } from "./commands";
import { exportConnectionAccess, exportUserAccess } from "./export";
import { writeLastUses } from "./last-used/commands";
import { lastUsed } from "./last-used/last-used";
import { listReviews } from "./list/queries";
import { connectionAccess, userAccess } from "./queries";
import { listReviewsInput, reviewsPageSize } from "./schema";

afterAll(closeDatabase);

let accountId: string;
let admin: Actor;
let colleague: Actor;
let superAdmin: Actor;
let member: Actor;
let connectionId: string;

beforeEach(async () => {
  accountId = await makeAccount();
  admin = await makeUser({ accountId, name: "Tomasz Wrona" });
  colleague = await makeUser({ accountId, name: "Hanna Eriksen" });
  superAdmin = await makeUser({ accountId, name: "Ines Albrecht", role: "super_admin" });
  member = await makeUser({ accountId });
  connectionId = (await makeConnection({ by: admin, name: "=Orders", admins: [colleague] })).id;
});

async function codeOf(settling: Promise<unknown>): Promise<unknown> {
  return settling.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );
}

async function events(subjectId: string) {
  const rows = await db().execute(
    sql`select action, actor_id::text, data from audit_events where subject_id = ${subjectId} and action = 'access.reviewed'`,
  );
  return [...rows];
}

const minutes = (count: number) => new Date(Date.now() + count * 60_000);

test("its admins and super admins mark a connection as reviewed; for others it does not exist", async () => {
  const { seen, entries, review } = await connectionAccess(admin, connectionId);
  expect([entries, review]).toEqual([2, null]);
  expect(await codeOf(reviewConnection(member, { connectionId, seen }))).toBe("not_found");
  expect(await codeOf(connectionAccess(member, connectionId))).toBe("not_found");
  expect(await codeOf(exportConnectionAccess(member, { connectionId }))).toBe("not_found");
  const stranger = await makeUser({ accountId: await makeAccount(), role: "super_admin" });
  expect(await codeOf(reviewConnection(stranger, { connectionId, seen }))).toBe("not_found");
  expect(await reviewConnection(admin, { connectionId, seen })).toEqual({ entries: 2 });
  expect((await connectionAccess(admin, connectionId)).review).toMatchObject({ by: "Tomasz Wrona", entries: 2 });
  await reviewConnection(superAdmin, { connectionId, seen });
  expect((await connectionAccess(colleague, connectionId)).review).toMatchObject({ by: "Ines Albrecht" });
  expect(await events(connectionId)).toEqual([
    { action: "access.reviewed", actor_id: admin.id, data: { entries: 2 } },
    { action: "access.reviewed", actor_id: superAdmin.id, data: { entries: 2 } },
  ]);
});

test.each([
  ["added", () => addAdmins(admin, { connectionId, userIds: [member.id] })],
  ["revoked", () => revokeAdmin(admin, { connectionId, userId: colleague.id })],
  ["in for a time", () => makeBreakGlass({ connectionId, user: superAdmin, endsAt: minutes(30) })],
])("when somebody is %s since, nothing is marked", async (_name, change) => {
  const { seen } = await connectionAccess(admin, connectionId);
  await change();
  await expect(reviewConnection(admin, { connectionId, seen })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("Access changed since you looked"),
  });
  const now = await connectionAccess(admin, connectionId);
  expect(now.review).toBeNull();
  expect(await codeOf(reviewConnection(admin, { connectionId, seen: now.seen }))).toBe("done");
});

test("super admins see and review what a user has access to, in this account; a member does not", async () => {
  await makeApp({ by: member, name: "Storefront", members: [{ user: colleague, level: "use" }] });
  await makeBreakGlass({ connectionId, user: superAdmin, endsAt: minutes(-1) });
  const found = await userAccess(superAdmin, colleague.id);
  expect(found).toMatchObject({
    entries: 2,
    review: null,
    connections: [{ name: "=Orders", environment: "development", by: "Tomasz Wrona", reason: null, lastUsedAt: null }],
    apps: [{ name: "Storefront", level: "use", by: member.name }],
  });
  expect((await userAccess(superAdmin, superAdmin.id)).entries).toBe(0);
  const input = { userId: colleague.id, seen: found.seen };
  expect(await codeOf(userAccess(admin, colleague.id))).toBe("forbidden");
  expect(await codeOf(reviewUser(admin, input))).toBe("forbidden");
  expect(await codeOf(exportUserAccess(admin, input))).toBe("forbidden");
  const stranger = await makeUser({ accountId: await makeAccount(), role: "super_admin" });
  expect(await codeOf(reviewUser(stranger, input))).toBe("not_found");
  expect(await reviewUser(superAdmin, input)).toEqual({ entries: 2 });
  expect((await userAccess(superAdmin, colleague.id)).review).toMatchObject({ by: "Ines Albrecht", entries: 2 });
  await makeApp({ by: colleague });
  expect(await codeOf(reviewUser(superAdmin, input))).toBe("conflict");
});

test("a file says who has what since when, and runs no formula", async () => {
  await makeBreakGlass({ connectionId, user: superAdmin, endsAt: minutes(30), reason: '=HYPERLINK("x"), now' });
  await makeApp({ by: superAdmin, name: "@Storefront" });
  const { name, text, isCut } = await exportConnectionAccess(admin, { connectionId });
  expect([name, isCut]).toEqual(["Orders (access, development).csv", false]);
  const lines = text.split("\r\n");
  expect(lines[0]).toBe("\uFEFFName,Email,Since,Given by,Reason,Ends at,Last used");
  expect(lines).toHaveLength(5);
  expect(text).toContain(`"'=HYPERLINK(""x""), now"`);
  const own = await exportUserAccess(superAdmin, { userId: superAdmin.id });
  expect(own.text).toContain("Connection,'=Orders,Development,Admin,");
  expect(own.text).toContain("App,'@Storefront,,Manage,");
});

test("connections are listed by when they were last reviewed, never first, page by page; members are refused", async () => {
  for (let at = 0; at < reviewsPageSize + 5; at += 1) await makeConnection({ by: admin });
  await makeConnection({ by: admin, environment: "test" });
  const { seen } = await connectionAccess(admin, connectionId);
  await reviewConnection(admin, { connectionId, seen });
  expect(await codeOf(listReviews(admin, listReviewsInput.parse({})))).toBe("forbidden");
  const first = await listReviews(superAdmin, listReviewsInput.parse({}));
  expect([first.rows.length, first.previous]).toEqual([reviewsPageSize, null]);
  expect(first.rows.every(({ review }) => review === null)).toBe(true);
  const second = await listReviews(superAdmin, listReviewsInput.parse({ after: first.next }));
  expect(second.rows).toHaveLength(6);
  expect(second.next).toBeNull();
  expect(second.rows.at(-1)).toMatchObject({
    id: connectionId,
    admins: 2,
    review: { by: "Tomasz Wrona", entries: 2 },
  });
  const back = await listReviews(superAdmin, listReviewsInput.parse({ before: second.previous }));
  expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
  const testing = await listReviews(superAdmin, listReviewsInput.parse({ environment: "test" }));
  expect(testing.rows).toHaveLength(1);
});

test("who used a right is kept to the hour, for connections and apps; seeing alone is no use", async () => {
  for (const use of lastUsed().unwritten()) lastUsed().written(use);
  const appId = await makeApp({ by: member, members: [{ user: colleague, level: "use" }] });
  const object = await makeObject({ by: member, appId });
  await makeBinding({ by: admin, objectId: object.id, connectionId });
  const lastUses = async () => {
    const { admins } = (await connectionAccess(superAdmin, connectionId)).page;
    const { apps } = await userAccess(superAdmin, colleague.id);
    return [...admins, ...apps].map(({ name, lastUsedAt }) => [name, lastUsedAt !== null]);
  };
  const { seen } = await connectionAccess(colleague, connectionId);
  await reviewConnection(colleague, { connectionId, seen });
  await requireRowsRight({ by: colleague, ability: "rows.read", objectId: object.id, environment: "development" });
  await requireUseRight({ by: admin, ability: "connection.use", connectionId });
  expect(await writeLastUses()).toEqual({ written: 2 });
  const [appName] = (await userAccess(superAdmin, colleague.id)).apps.map(({ name }) => name);
  expect(await lastUses()).toEqual([
    ["Tomasz Wrona", true],
    ["Hanna Eriksen", false],
    [appName, true],
  ]);
  await renameConnection(colleague, { id: connectionId, name: "Orders", previousName: "=Orders" });
  await requireUseRight({ by: admin, ability: "connection.use", connectionId });
  expect(await writeLastUses()).toEqual({ written: 1 });
  expect((await lastUses())[1]).toEqual(["Hanna Eriksen", true]);
});

test("a use that another process wrote later is not put back", async () => {
  for (const use of lastUsed().unwritten()) lastUsed().written(use);
  lastUsed().note("connection", connectionId, admin.id, Date.now() - 7_200_000);
  const later = new Date(Date.now() - 60_000).toISOString();
  await db().execute(sql`
    update connection_admins set last_used_at = ${later} where connection_id = ${connectionId} and user_id = ${admin.id}`);
  expect(await writeLastUses()).toEqual({ written: 1 });
  const { admins } = (await connectionAccess(admin, connectionId)).page;
  expect(admins.find(({ userId }) => userId === admin.id)?.lastUsedAt).toBe(later);
});
