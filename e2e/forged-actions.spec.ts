import { randomUUID } from "node:crypto";
import type { APIRequestContext, Browser } from "@playwright/test";
import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { makeAccount, makeApp, makeBinding, makeObject, makeUser } from "@/db/factories";
import { users } from "@/db/schema";
import { createObject } from "@/lib/objects/drafts/commands";
import type { Actor } from "@/lib/policy";
import { dumpAccount } from "./database-dump";
import { type Account, expect, signInOverHttp, test } from "./fixtures";
import { accessAttacks, type ForgedAccess, makeForgedAccess } from "./forged-access";
import { callAction, readActionIds, succeeded } from "./forged-actions";
import { type ForgedNotices, findForgedNotices, noticeAttacks } from "./forged-notices";
import { type ForgedRequests, makeForgedRequests, requestAttacks } from "./forged-requests";
import { forgedDefinition, forgedDraft, forgedRow, makeForgedRows } from "./forged-rows";
import { type ForgedUsers, makeForgedUsers, userAttacks } from "./forged-users";
import { origin, sampleDatabase, setting } from "./settings";

type Scene = {
  owner: Actor;
  colleague: Actor;
  connectionId: string;
  linkedId: string;
  appId: string;
  objectId: string;
  draftAppId: string;
  draftId: string;
  /** Of two rows in the external table, as `forgedRow` says. */
  rowKeys: readonly [string, string];
  requests: ForgedRequests;
  access: ForgedAccess;
  users: ForgedUsers;
  notices: ForgedNotices;
};

type Attack = {
  action: string;
  page: string;
  input: unknown /** Does it aim at something that exists already? */;
  aimed: boolean;
  /** Who may do it where that is not the owner. */
  rightful?: "super admin";
};

/** Every action that a page can call, each with input that would work for the owner. */
function attacks(scene: Scene): Attack[] {
  const { colleague, connectionId, linkedId, appId, objectId, draftAppId, draftId, rowKeys } = scene;
  const { user, password, ...where } = sampleDatabase();
  const credentials = { user, password };
  const target = { environment: "development", connector: "postgresql", details: { ...where, tls: "disable", ca: "" } };
  const list = "/connections";
  const share = `/connections/${connectionId}/share`;
  const members = `/apps/${appId}/members`;
  const rows = `/apps/${appId}/data/${objectId}`;
  const about = `/apps/${appId}/data/${objectId}/about`;
  const begin = `/apps/${draftAppId}/data/new`;
  const draft = `/apps/${draftAppId}/data/${draftId}/draft`;
  const place = { objectId, environment: "development" };
  const fresh = () => ({ attempt: randomUUID() });
  return [
    ...accessAttacks(scene),
    { action: "listLinkedObjects", page: list, input: { id: linkedId }, aimed: true },
    { action: "loadDuplicateSource", page: list, input: { id: connectionId }, aimed: true },
    { action: "searchPeople", page: share, input: { connectionId, q: colleague.name }, aimed: true },
    {
      action: "renameConnection",
      page: list,
      input: { id: connectionId, name: "Taken over", previousName: "Orders" },
      aimed: true,
    },
    { action: "reconnectConnection", page: list, input: { ...fresh(), id: connectionId, credentials }, aimed: true },
    { action: "addAdmins", page: share, input: { connectionId, userIds: [colleague.id] }, aimed: true },
    { action: "revokeAdmin", page: share, input: { connectionId, userId: colleague.id }, aimed: true },
    { action: "testConnection", page: list, input: { ...fresh(), ...target, credentials }, aimed: false },
    {
      action: "createConnection",
      page: list,
      input: { ...fresh(), ...target, name: "Forged", credentials },
      aimed: false,
    },
    { action: "connectSampleDatabase", page: list, input: fresh(), aimed: false },
    { action: "readRow", page: rows, input: { ...place, key: rowKeys[0] }, aimed: true },
    { action: "readCell", page: rows, input: { ...place, key: rowKeys[0], column: "name" }, aimed: true },
    { action: "createRow", page: rows, input: { ...place, values: forgedRow(randomUUID()) }, aimed: true },
    {
      action: "updateRow",
      page: rows,
      input: { ...place, key: rowKeys[0], values: [["name", "Taken over"]], seen: forgedRow(rowKeys[0]) },
      aimed: true,
    },
    { action: "deleteRow", page: rows, input: { ...place, key: rowKeys[1], seen: forgedRow(rowKeys[1]) }, aimed: true },
    ...requestAttacks(scene),
    ...noticeAttacks(scene),
    {
      action: "createObject",
      page: begin,
      input: { appId: draftAppId, connectionId, name: "Forged object" },
      aimed: true,
    },
    {
      action: "saveDraft",
      page: draft,
      input: { id: draftId, revision: 0, connectionId: linkedId, draft: forgedDraft },
      aimed: true,
    },
    { action: "publishObject", page: draft, input: { id: draftId, revision: 1 }, aimed: true },
    { action: "listDeployTargets", page: rows, input: { objectId }, aimed: true },
    { action: "listHistory", page: about, input: { objectId, after: null }, aimed: true },
    { action: "findVersionDetail", page: about, input: { objectId, version: 1 }, aimed: true },
    { action: "editObject", page: about, input: { id: objectId }, aimed: true },
    {
      action: "discardDraft",
      page: `/apps/${appId}/data/${objectId}/draft`,
      input: { id: objectId, revision: 1 },
      aimed: true,
    },
    { action: "deleteObject", page: about, input: { id: objectId }, aimed: true },
    { action: "createApp", page: "/apps", input: { name: "Forged", description: "" }, aimed: false },
    { action: "searchMembers", page: members, input: { appId, q: colleague.name }, aimed: true },
    { action: "addMembers", page: members, input: { appId, userIds: [colleague.id], level: "use" }, aimed: true },
    {
      action: "changeMemberLevel",
      page: members,
      input: { appId, userId: colleague.id, level: "manage" },
      aimed: true,
    },
    { action: "removeMember", page: members, input: { appId, userId: colleague.id }, aimed: true },
    { action: "addSelf", page: "/apps", input: { id: appId }, aimed: true, rightful: "super admin" },
    {
      action: "renameApp",
      page: "/apps",
      input: { id: appId, name: "Taken over", description: "", previous: { name: "Storefront", description: "" } },
      aimed: true,
    },
    { action: "deleteApp", page: "/apps", input: { id: appId }, aimed: true },
    { action: "deleteConnection", page: list, input: { id: connectionId }, aimed: true },
    ...userAttacks(scene.users),
  ];
}

async function makeScene(account: Account): Promise<Scene> {
  const owner = await account.person("member", { name: "Hanna Eriksen" });
  const colleague = await account.person("member", { name: "Jonas Lindqvist" });
  const connection = await account.connection(owner, { name: "Orders" });
  const linked = await account.connection(owner, { name: "Carrier rates" });
  const appId = await makeApp({ by: owner, name: "Storefront" });
  const object = await makeObject({ by: owner, appId, name: "Order book", definition: forgedDefinition });
  await makeBinding({ by: owner, objectId: object.id, connectionId: linked.id });
  // In an app of its own: what is published there keeps neither the other app nor its connection from being deleted.
  const draftAppId = await makeApp({ by: owner, name: "Storefront drafts" });
  const begun = { appId: draftAppId, connectionId: linked.id, name: "Order book draft", description: "" };
  const draft = await createObject(owner, begun);
  const requests = await makeForgedRequests(account, { owner, colleague, objectId: object.id });
  return {
    owner,
    colleague,
    connectionId: connection.id,
    linkedId: linked.id,
    appId,
    objectId: object.id,
    draftAppId,
    draftId: draft.id,
    rowKeys: await makeForgedRows(),
    access: await makeForgedAccess(owner, colleague),
    users: await makeForgedUsers(account),
    requests,
    notices: await findForgedNotices(owner),
  };
}

/** An HTTP client of somebody's own, with their session if they have one. */
async function clientOf(browser: Browser, actor: Actor | null): Promise<APIRequestContext> {
  const context = await browser.newContext({ baseURL: setting("E2E_BASE_URL") });
  if (actor !== null) await signInOverHttp(context.request, actor.email);
  return context.request;
}

test("every action of the product is under attack here", () => {
  // For who is not signed in: what they take is a password or a token, and their own tests guess at those.
  const byToken = ["acceptInvitation", "forgotPassword", "lookAtInvitation", "lookAtReset", "resetPassword"];
  const forms = ["signIn", "signInAsDemo", "signOut", "setUp", "cancelVerification", ...byToken];
  const scene: Scene = {
    owner: nobody,
    colleague: nobody,
    connectionId: "",
    linkedId: "",
    appId: "",
    objectId: "",
    draftAppId: "",
    draftId: "",
    rowKeys: ["", ""],
    access: { connectionSeen: "", userSeen: "" },
    requests: { askedId: "", deployId: "", accessId: "", productionId: "" },
    users: { memberId: "", leaverId: "", invitationId: "", aloneId: "", needyId: "" },
    notices: { noticeId: "", seen: "" },
  };
  const attacked = attacks(scene).map(({ action }) => action);
  expect([...readActionIds().keys()].toSorted()).toEqual([...attacked, ...forms].toSorted());
});

const nobody: Actor = { id: "", accountId: "", name: "", email: "", role: "member" };

for (const { who, headers, session } of [
  {
    who: "the owner's session on a page of another site",
    headers: { origin: "https://elsewhere.example" },
    session: "owner",
  },
  { who: "the owner's session without an Origin", headers: {}, session: "owner" },
  { who: "the owner's session with the Origin null", headers: { origin: "null" }, session: "owner" },
  { who: "nobody's session", headers: null, session: "none" },
  { who: "the session of a deactivated user", headers: null, session: "deactivated" },
  { who: "a session that was ended everywhere", headers: null, session: "ended" },
] as const) {
  test(`${who} changes nothing and learns nothing by any action`, async ({ account, browser }) => {
    const scene = await makeScene(account);
    const client = await clientOf(browser, session === "none" ? null : scene.owner);
    // The rows of the admin stay: only the state of the user may stand between.
    if (session === "deactivated")
      await db()
        .update(users)
        .set({ status: "deactivated", deactivatedAt: new Date() })
        .where(eq(users.id, scene.owner.id));
    if (session === "ended") await db().update(users).set({ sessionEpoch: 99 }).where(eq(users.id, scene.owner.id));
    const before = await dumpAccount(account.id);
    for (const attack of attacks(scene)) {
      const answer = await callAction(client, { ...attack, headers: { ...(headers ?? { origin: origin() }) } });
      expect(await succeeded(answer), attack.action).toBe(false);
      expect(await answer.text(), attack.action).not.toMatch(/Orders|Order book|Jonas Lindqvist/);
    }
    expect(await dumpAccount(account.id)).toBe(before);
  });
}

for (const who of [
  "another account's super admin",
  "another account's member",
  "a member whom nothing is shared with",
]) {
  test(`ids in the hands of ${who} change nothing and tell nothing`, async ({ account, browser, passwordHash }) => {
    const scene = await makeScene(account);
    const outsider = who.startsWith("another")
      ? await makeUser({
          accountId: await makeAccount(),
          passwordHash,
          role: who.endsWith("super admin") ? "super_admin" : "member",
        })
      : await account.person("member");
    const client = await clientOf(browser, outsider);
    const before = await dumpAccount(account.id);
    for (const attack of attacks(scene).filter(({ aimed }) => aimed)) {
      const answer = await callAction(client, { ...attack, headers: { origin: origin() } });
      expect(await succeeded(answer), attack.action).toBe(false);
      // The action itself said no: it was not a page that is not there, or an answer with nothing in it.
      expect(await answer.text(), attack.action).toMatch(/"ok":false|"type":"refused"/);
      expect(await answer.text(), attack.action).not.toMatch(/Orders|Order book|Storefront|Jonas Lindqvist/);
    }
    expect(await dumpAccount(account.id)).toBe(before);
  });
}

test("the same calls by the owner, from our own origin, work", async ({ account, browser }) => {
  const scene = await makeScene(account);
  const client = await clientOf(browser, scene.owner);
  const superAdmin = await clientOf(browser, await account.person("super_admin"));
  const outcomes: Record<string, boolean> = {};
  for (const attack of attacks(scene)) {
    const before = await dumpAccount(account.id);
    const rightful = attack.rightful === undefined ? client : superAdmin;
    const answer = await callAction(rightful, { ...attack, headers: { origin: origin() } });
    const reads = [
      "listLinkedObjects",
      "loadDuplicateSource",
      "searchPeople",
      "searchMembers",
      "readRow",
      "readCell",
      "whomToAsk",
      "listDeployTargets",
      "listHistory",
      "findVersionDetail",
      "listLeftConnections",
      "listLeftApps",
      "findReceivers",
    ].includes(attack.action);
    outcomes[attack.action] = (await succeeded(answer)) && (reads || (await dumpAccount(account.id)) !== before);
  }
  expect(outcomes).toEqual(Object.fromEntries(attacks(scene).map(({ action }) => [action, true])));
});
