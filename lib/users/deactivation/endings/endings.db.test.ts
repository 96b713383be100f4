import { sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeBinding, makeConnection, makeUser } from "@/db/factories";
import { newId } from "@/db/ids";
import { invitations, passwordResets } from "@/db/schema";
import { addMembers } from "@/lib/apps/members/commands";
import {
  askAccess,
  askDeploy,
  eventsOf,
  expire,
  makeRequestScene,
  type RequestScene,
  storedRequest,
} from "@/scripts/testing/requests";
import { revokeAdmin } from "../../../admins/commands";
import { editObject } from "../../../objects/edits/commands";
import type { Actor } from "../../../policy";
import { confirmAccess } from "../../../requests/answers/commands";
import { countRequestsForMe } from "../../../requests/queries";
import { reactivateUser } from "../../administration/commands";
import { deactivateUser } from "../commands";
import { leftBehind } from "../queries";

afterAll(closeDatabase);

let scene: RequestScene;

beforeEach(async () => {
  scene = await makeRequestScene();
});

async function askedOf(requestId: string): Promise<string[]> {
  const rows = await db().execute<{ user_id: string }>(
    sql`select user_id::text from request_people where request_id = ${requestId} order by user_id`,
  );
  return rows.map((row) => row.user_id);
}

/** Only the admin administers the connection then. */
async function withoutDeputy(): Promise<void> {
  await revokeAdmin(scene.admin, { connectionId: scene.connectionId, userId: scene.deputy.id });
}

test("open requests of who leaves are withdrawn for good, each on record; what was over stays what it was", async () => {
  const { superAdmin, builder, colleague, appId, objectId } = scene;
  const deploy = await askDeploy(scene);
  const access = await askAccess(scene);
  const late = await askAccess(scene, { environment: "test" }).catch(() => null);
  expect(late).toBeNull();
  await expire(access);
  const theirs = await askAccess(scene, { by: colleague });
  expect((await leftBehind(superAdmin, { userId: builder.id })).requestsMade).toMatchObject({
    total: 1,
    some: [{ id: deploy, kind: "deploy", environment: "production" }],
  });

  const outcome = await deactivateUser(superAdmin, { userId: builder.id });
  expect(outcome).toMatchObject({ deactivated: true, requestsWithdrawn: 1 });
  const states = async () => [
    (await storedRequest(deploy))?.state,
    (await storedRequest(access))?.state,
    (await storedRequest(theirs))?.state,
  ];
  expect(await states()).toEqual(["withdrawn", "expired", "open"]);
  const withdrawn = (await eventsOf(objectId)).filter(({ action }) => action === "request.withdrawn");
  expect(withdrawn).toMatchObject([
    { actor_id: superAdmin.id, data: { requestId: deploy, requestedBy: builder.id, version: 1 } },
  ]);

  // Back, and in the app again: what was asked stays withdrawn.
  await reactivateUser(superAdmin, { userId: builder.id });
  await addMembers(colleague, { appId, userIds: [builder.id], level: "manage" });
  expect(await states()).toEqual(["withdrawn", "expired", "open"]);
});

describe("a request that asks who leaves", () => {
  test("and nobody else goes to who takes over its connection, who can answer it at once", async () => {
    await withoutDeputy();
    const { superAdmin, admin, builder, nobody, connectionId } = scene;
    const id = await askAccess(scene, { people: [admin] });
    await makeConnection({ by: admin, environment: "test" });
    expect((await leftBehind(superAdmin, { userId: admin.id })).requestsToAnswer).toMatchObject({
      total: 1,
      some: [{ id, by: builder.name, fitting: 1 }],
    });
    await deactivateUser(superAdmin, {
      userId: admin.id,
      connections: [{ id: connectionId, to: nobody.id }],
      restTo: builder.id,
    });
    expect(await askedOf(id)).toEqual([nobody.id]);
    expect(await countRequestsForMe(nobody)).toBe(1);
    const [notice] = await db().execute<{ data: unknown }>(sql`select data from notices where user_id = ${nobody.id}`);
    expect(notice?.data).toMatchObject({ connections: 1, requests: 1 });
    await confirmAccess(nobody, { id, connectionId });
    expect((await storedRequest(id))?.state).toBe("confirmed");
  });

  test("about what is bound there goes to who takes over the bound connection and to nobody else", async () => {
    await withoutDeputy();
    const { superAdmin, admin, builder, nobody, member, objectId, connectionId } = scene;
    await makeBinding({ by: admin, objectId, connectionId, environment: "production" });
    const other = await makeConnection({ by: admin, environment: "production" });
    const id = await askAccess(scene, { people: [admin] });
    const connections = [
      { id: connectionId, to: nobody.id },
      { id: other.id, to: member.id },
    ];
    await deactivateUser(superAdmin, { userId: admin.id, connections });
    expect(await askedOf(id)).toEqual([nobody.id]);
    expect(builder.id).not.toBe(nobody.id);
  });

  test("and somebody else who can answer stays with them alone", async () => {
    const { superAdmin, admin, deputy, nobody } = scene;
    const id = await askDeploy(scene);
    await makeConnection({ by: admin, environment: "production" });
    expect((await leftBehind(superAdmin, { userId: admin.id })).requestsToAnswer.total).toBe(0);
    await deactivateUser(superAdmin, { userId: admin.id, restTo: nobody.id });
    expect(await askedOf(id)).toEqual([deputy.id]);
  });

  test("is not handed to who asked it", async () => {
    await withoutDeputy();
    const { superAdmin, admin, builder } = scene;
    const id = await askAccess(scene, { people: [admin] });
    await deactivateUser(superAdmin, { userId: admin.id, restTo: builder.id });
    expect(await askedOf(id)).toEqual([admin.id]);
    expect(await countRequestsForMe(builder)).toBe(0);
  });
});

test("a draft stays in its app with what was chosen, and is named beforehand", async () => {
  const { superAdmin, builder, objectId, appId } = scene;
  await editObject(builder, { id: objectId, from: 1 });
  const { drafts } = await leftBehind(superAdmin, { userId: builder.id });
  expect(drafts).toMatchObject({ total: 1, some: [{ id: objectId, appId, begun: "edit" }] });
  const draft = () => db().execute(sql`select draft, draft_revision from external_data_objects where id = ${objectId}`);
  const before = [...(await draft())];
  await deactivateUser(superAdmin, { userId: builder.id });
  expect([...(await draft())]).toEqual(before);
});

describe("links", () => {
  let accountId: string;
  let superAdmin: Actor;
  let leaver: Actor;
  const soon = () => new Date(Date.now() + 3_600_000);

  beforeEach(async () => {
    accountId = await makeAccount();
    superAdmin = await makeUser({ accountId, role: "super_admin" });
    leaver = await makeUser({ accountId, role: "super_admin" });
  });

  async function invite(by: Actor): Promise<string> {
    const id = newId();
    const email = `${id}@norrvik.example`;
    const at = new Date();
    const times = { invitedAt: at, sentAt: at, expiresAt: soon() };
    await db()
      .insert(invitations)
      .values({ id, accountId, email, role: "member", tokenHash: id, invitedBy: by.id, ...times });
    return id;
  }

  async function stored(id: string) {
    const [row] = await db().execute<{ invited_by: string; withdrawn_by: string | null }>(
      sql`select invited_by::text, withdrawn_by::text from invitations where id = ${id}`,
    );
    return row;
  }

  test("of invitations that they made are withdrawn, and others' are not", async () => {
    const [theirs, mine] = [await invite(leaver), await invite(superAdmin)];
    expect((await leftBehind(superAdmin, { userId: leaver.id })).invitations).toMatchObject({
      total: 1,
      some: [{ id: theirs }],
    });
    await deactivateUser(superAdmin, { userId: leaver.id });
    expect(await stored(theirs)).toEqual({ invited_by: leaver.id, withdrawn_by: superAdmin.id });
    expect(await stored(mine)).toEqual({ invited_by: superAdmin.id, withdrawn_by: null });
  });

  test("of invitations count as the super admin's own where they are kept", async () => {
    const theirs = await invite(leaver);
    await deactivateUser(superAdmin, { userId: leaver.id, invitations: "keep" });
    expect(await stored(theirs)).toEqual({ invited_by: superAdmin.id, withdrawn_by: null });
  });

  test("to a new password of theirs are over, and stay so", async () => {
    const row = (id: string, userId: string) => ({
      id,
      accountId,
      userId,
      tokenHash: id,
      createdAt: new Date(),
      expiresAt: soon(),
    });
    const [theirs, mine] = [newId(), newId()];
    await db()
      .insert(passwordResets)
      .values([row(theirs, leaver.id), row(mine, superAdmin.id)]);
    await deactivateUser(superAdmin, { userId: leaver.id });
    const valid = await db().execute(
      sql`select id::text from password_resets where account_id = ${accountId} and expires_at > now()`,
    );
    expect([...valid]).toEqual([{ id: mine }]);
  });
});
