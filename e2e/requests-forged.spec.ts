import { requestDeploy } from "@/lib/requests/commands";
import { signInOverHttp } from "./fixtures";
import { expect, test } from "./request-scene";
import { origin } from "./settings";

test("a request is rehearsed and confirmed by who is asked, from our own origin, and by nobody else", async ({
  account,
  makeRequestScene,
  playwright,
}) => {
  const { builder, admin, products, production } = await makeRequestScene();
  const asking = { objectId: products.object, version: 2, environment: "production" as const, message: "" };
  const { id } = await requestDeploy(builder, { ...asking, userIds: [admin.id] });
  const other = await account.person("member");
  const own = await account.connection(other, { environment: "production" });
  const superAdmin = await account.person("super_admin");

  const ask = async (
    email: string,
    what: "rehearsal" | "confirm",
    connectionId: string,
    headers = { origin: origin() },
  ) => {
    const client = await playwright.request.newContext({ baseURL: origin() });
    await signInOverHttp(client, email);
    const data = { id, connectionId, ...(what === "confirm" ? { replaces: null } : {}) };
    const answer = await client.post(`/requests/${id}/${what}`, { headers, data });
    const body = await answer.text();
    await client.dispose();
    return body.startsWith("{") ? JSON.parse(body) : answer.status();
  };

  for (const what of ["rehearsal", "confirm"] as const) {
    const refused = (code: string) => ({ ok: false, error: { code } });
    expect(await ask(builder.email, what, production.id)).toMatchObject(refused("forbidden"));
    expect(await ask(other.email, what, own.id)).toMatchObject(refused("not_found"));
    expect(await ask(superAdmin.email, what, production.id)).toMatchObject(refused("not_found"));
    // Their own request to answer, through a connection that is not theirs.
    expect(await ask(admin.email, what, own.id)).toMatchObject(refused("not_found"));
    const elsewhere = { origin: "https://elsewhere.example" };
    expect(await ask(admin.email, what, production.id, elsewhere)).toBe(403);
  }
  expect(await ask(admin.email, "rehearsal", production.id)).toMatchObject({ ok: true });
  expect(await ask(admin.email, "confirm", production.id)).toMatchObject({ ok: true, value: { confirmed: true } });
  expect(await ask(admin.email, "confirm", production.id)).toMatchObject({ ok: false, error: { code: "conflict" } });
});
