import http from "node:http";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import { makeAccount, makeApp, makeObject, makeUser } from "@/db/factories";
import { expect, test } from "./fixtures";
import { readActionIds } from "./forged-actions";
import { origin, setting } from "./settings";

const always = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

test("every kind of answer has the security headers and a policy of its own for scripts", async ({
  signedInAs,
  page,
  playwright,
}) => {
  await signedInAs("member");
  const { request } = page;
  const stranger = await playwright.request.newContext({ baseURL: setting("E2E_BASE_URL") });
  const rename = readActionIds().get("renameConnection") ?? "";
  const kinds: Record<string, [number, Promise<APIResponse>]> = {
    "a page": [200, request.get("/connections")],
    "a page's data": [200, request.get("/connections", { headers: { rsc: "1" } })],
    "the sign-in page": [200, stranger.get("/sign-in")],
    "a redirect to sign in": [307, stranger.get("/connections", { maxRedirects: 0 })],
    "a page that is not there": [404, request.get("/nowhere")],
    health: [200, stranger.get("/api/health")],
    "a route of NextAuth": [200, stranger.get("/api/auth/csrf")],
    "a refused action": [403, request.post("/connections", { headers: { "next-action": rename }, data: "[{}]" })],
    "a refused method": [405, request.put("/connections", { data: "x" })],
    "a refused size": [413, request.post("/connections", { headers: { origin: origin() }, data: "x".repeat(300_000) })],
  };
  const nonces = new Set<string>();
  for (const [kind, [status, pending]] of Object.entries(kinds)) {
    const answer = await pending;
    expect(answer.status(), kind).toBe(status);
    expect(answer.headers(), kind).toMatchObject(always);
    expect(answer.headers()["x-powered-by"], kind).toBeUndefined();
    const policy = answer.headers()["content-security-policy"] ?? "";
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? "";
    expect(scripts, kind).toMatch(/'nonce-[A-Za-z0-9+/=]+' 'strict-dynamic'$/);
    expect(policy, kind).toContain("default-src 'none'");
    expect(policy, kind).toContain("frame-ancestors 'none'");
    nonces.add(scripts);
  }
  expect(nonces.size).toBe(Object.keys(kinds).length);
  await stranger.dispose();
});

test("a browser that asks for /favicon.ico by itself gets the icon", async ({ request }) => {
  const answer = await request.get("/favicon.ico");
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-type"]).toContain("image/svg+xml");
  expect(answer.headers()).toMatchObject(always);
});

test("built assets are kept by browsers and cannot be read as something else", async ({ page }) => {
  const assets: APIResponse[] = [];
  await page.goto("/sign-in");
  for (const path of await page
    .locator("script[src]")
    .evaluateAll((all) => all.map((one) => one.getAttribute("src") ?? ""))) {
    assets.push(await page.request.get(path));
  }
  expect(assets.length).toBeGreaterThan(0);
  for (const asset of assets) {
    expect(asset.headers()).toMatchObject({ "x-content-type-options": "nosniff" });
    expect(asset.headers()["cache-control"]).toContain("immutable");
  }
});

test("the session's cookie is closed to scripts and to other sites, and says nothing", async ({
  account,
  page,
  signedInAs,
}) => {
  const member = await signedInAs(await account.person("member"));
  const cookie = (await page.context().cookies()).find(({ name }) => name === "linkspan-session");
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/", secure: false });
  expect(cookie?.value).not.toContain(member.id);
  await page.goto("/connections");
  expect(await page.evaluate(() => document.cookie)).not.toContain("linkspan-session");
});

test("a body that does not say its length is refused", async () => {
  const { hostname, port } = new URL(setting("E2E_BASE_URL"));
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const request = http.request({ hostname, port, path: "/connections", method: "POST" }, (answer) => {
      resolve(answer.statusCode);
      answer.resume();
    });
    request.on("error", reject);
    request.write("x".repeat(10));
    request.end("y".repeat(10));
  });
  expect(status).toBe(411);
});

test("another account's ids, and malformed ones, lead nowhere on any page; its own people get there", async ({
  account,
  page,
  signedInAs,
  passwordHash,
}) => {
  const owner = await account.person("super_admin", { name: "Hanna Eriksen" });
  const connection = await account.connection(owner, { name: "Orders of Norrvik" });
  const app = await makeApp({ by: owner, name: "Storefront of Norrvik" });
  const object = await makeObject({ by: owner, appId: app, name: "Order book of Norrvik" });
  const addresses = (ids: { connection: string; app: string; object: string }) => [
    `/connections/${ids.connection}`,
    `/connections/${ids.connection}/share`,
    `/apps/${ids.app}/data`,
    `/apps/${ids.app}/data/${ids.object}`,
    `/apps/${ids.app}/data/${ids.object}/about`,
  ];
  const theirs = addresses({ connection: connection.id, app, object: object.id });
  const malformed = addresses({ connection: "1 or 1=1", app: "%27", object: "..%2f" });

  const outsider = await makeUser({ accountId: await makeAccount(), role: "super_admin", passwordHash });
  await signedInAs(outsider);
  const ownApp = await makeApp({ by: outsider });
  for (const address of [...theirs, ...malformed, `/apps/${ownApp}/data/${object.id}`]) {
    await expectNowhere(page.request, address);
    // A page's data has begun before it is known that there is none: what counts is that nothing is in it.
    expect(await (await page.request.get(address, { headers: { rsc: "1" } })).text(), address).not.toContain(
      "of Norrvik",
    );
  }
  await signedInAs(owner);
  for (const address of theirs) expect((await page.request.get(address)).status(), address).toBe(200);
  for (const address of malformed) await expectNowhere(page.request, address);
});

async function expectNowhere(request: APIRequestContext, address: string): Promise<void> {
  const answer = await request.get(address);
  expect(answer.status(), address).toBe(404);
  expect(await answer.text(), address).not.toContain("of Norrvik");
}

test("without a session every page leads to signing in, and back to where one was going", async ({
  account,
  playwright,
}) => {
  const owner = await account.person("member");
  const { id } = await account.connection(owner);
  const stranger = await playwright.request.newContext({ baseURL: setting("E2E_BASE_URL") });
  for (const address of ["/connections?environment=test", `/connections/${id}`, `/connections/${id}/share`, "/apps"]) {
    const answer = await stranger.get(address, { maxRedirects: 0 });
    expect(answer.status()).toBe(307);
    expect(answer.headers().location).toBe(`/sign-in?${new URLSearchParams({ next: address })}`);
    expect(await answer.text()).not.toContain("norrvik");
  }
  await stranger.dispose();
});
