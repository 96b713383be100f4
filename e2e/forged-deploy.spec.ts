import type { APIRequestContext } from "@playwright/test";
import { makeAccount, makeConnection, makeUser } from "@/db/factories";
import { deployVersion } from "@/lib/objects/deploys/commands";
import type { Actor } from "@/lib/policy";
import { joinApp } from "@/scripts/testing/drafts";
import { dumpAccount } from "./database-dump";
import { signInOverHttp } from "./fixtures";
import { expect, test } from "./places";
import { origin, setting } from "./settings";

// Requests as somebody writes them by hand: whatever they name, an environment's rows come through its own binding alone.

const view = { where: [], sort: null, after: null, before: null };

type Posted = { path: string; body: unknown; headers?: Record<string, string> };

async function post(client: APIRequestContext, { path, body, headers = { origin: origin() } }: Posted) {
  const answer = await client.post(path, { headers, data: JSON.stringify(body) });
  return { text: await answer.text(), status: answer.status() };
}

test("no request reads Production's rows before something is deployed there, nor another environment's after", async ({
  page,
  signedInAs,
  makeOrdersOf,
}) => {
  const builder = await signedInAs("member");
  const { appId, objectId, connectionIds } = await makeOrdersOf(builder);
  const path = `/apps/${appId}/data/${objectId}/rows`;
  const place = { objectId, environment: "production", view };
  const forged = [
    place,
    { ...place, connectionId: connectionIds.development },
    { ...place, environment: "Production" },
    { ...place, environment: ["production", "development"] },
    { ...place, environment: { toString: "development" } },
    { ...place, version: 2, binding: "development" },
  ];
  for (const body of forged) {
    const { text } = await post(page.request, { path, body });
    expect(text, JSON.stringify(body)).toContain('"ok":false');
    expect(text, JSON.stringify(body)).not.toContain("a note");
  }
  const byAddress = await post(page.request, { path: `${path}?environment=development`, body: place });
  expect(byAddress.text).toContain("not deployed to Production");

  const input = { objectId, version: 2, environment: "production" as const, connectionId: connectionIds.production };
  await deployVersion(builder, { ...input, replaces: null });
  for (const body of [place, { ...place, connectionId: connectionIds.development }]) {
    const { text } = await post(page.request, { path: `${path}?environment=development`, body });
    expect(text).toContain('["1","production","a note"]');
  }
  const own = await post(page.request, { path, body: { ...place, environment: "development" } });
  expect(own.text).toContain('["1","development","a note"]');
});

test("no forged deploy binds anything; the same request by its builder does", async ({
  page,
  account,
  signedInAs,
  makeOrdersOf,
  passwordHash,
  playwright,
}) => {
  const builder = await account.person("member");
  const { appId, objectId, connectionIds } = await makeOrdersOf(builder);
  const path = `/apps/${appId}/data/${objectId}/deploy`;
  const rightful = {
    objectId,
    version: 2,
    environment: "production",
    connectionId: connectionIds.production,
    replaces: null,
  };
  const user = await account.person("member");
  await joinApp(appId, user, "use");
  const manager = await account.person("member");
  await joinApp(appId, manager, "manage");
  const stranger = await makeUser({ accountId: await makeAccount(), passwordHash, role: "super_admin" });
  const foreign = (await makeConnection({ by: stranger, environment: "production" })).id;

  const as = async (actor: Actor | null) => {
    const client = await playwright.request.newContext({ baseURL: setting("E2E_BASE_URL") });
    if (actor !== null) await signInOverHttp(client, actor.email);
    return client;
  };
  const refused = async (what: string, client: APIRequestContext, posted: Omit<Posted, "path">) => {
    const { text } = await post(client, { path, ...posted });
    // A request of another site is turned away before it is read, in plain words.
    expect(text, what).toMatch(/"ok":false|did not come from a page of this Linkspan/);
    expect(text, what).not.toContain('"deployed":true');
  };
  await signedInAs(builder);
  const clients = { user: await as(user), manager: await as(manager), stranger: await as(stranger) };
  // Signing in leaves a record of its own.
  const before = await dumpAccount(account.id);
  for (const [what, body] of [
    ["Development's connection", { ...rightful, connectionId: connectionIds.development }],
    ["Test's connection", { ...rightful, connectionId: connectionIds.test }],
    ["another account's connection", { ...rightful, connectionId: foreign }],
    ["Development itself", { ...rightful, environment: "development" }],
    ["a version that is not there", { ...rightful, version: 3 }],
    ["a version that is no number", { ...rightful, version: "2" }],
    ["a version too large to be one", { ...rightful, version: 2 ** 40 }],
    [
      "over what it does not replace",
      { ...rightful, replaces: { version: 1, connectionId: connectionIds.production } },
    ],
    ["without saying what it replaces", { ...rightful, replaces: undefined }],
    ["nothing at all", null],
  ] as const) {
    await refused(what, page.request, { body });
  }
  const elsewhere = { origin: "https://elsewhere.example" };
  await refused("a page of another site", page.request, { body: rightful, headers: elsewhere });
  await refused("no Origin", page.request, { body: rightful, headers: {} });
  await refused("nobody", await as(null), { body: rightful });
  await refused("a member with use", clients.user, { body: rightful });
  await refused("a manager whom the connection is not shared with", clients.manager, { body: rightful });
  await refused("another account's super admin", clients.stranger, { body: rightful });
  expect(await dumpAccount(account.id)).toBe(before);

  const { text } = await post(page.request, { path, body: rightful });
  expect(text).toContain('"deployed":true');
  expect(await dumpAccount(account.id)).not.toBe(before);
});
