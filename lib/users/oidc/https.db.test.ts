import { afterAll, beforeAll, expect, test } from "vitest";
import { makeAccount, makeUser } from "@/db/factories";
import { type IdentityProvider, startIdentityProvider } from "@/scripts/testing/identity-provider";
import { comeBack, leave, visitProvider } from "@/scripts/testing/provider-browser";
import { openSession } from "../session-token";

const publicUrl = "https://linkspan.norrvik.example";
const before = process.env.NEXTAUTH_URL ?? "";
let provider: IdentityProvider;

// Settings are read once, when something first asks for them.
beforeAll(async () => {
  process.env.NEXTAUTH_URL = publicUrl;
  provider = await startIdentityProvider(`${publicUrl}/api/auth/callback/oidc`);
});
afterAll(async () => {
  process.env.NEXTAUTH_URL = before;
  await provider.stop();
});

test("over HTTPS the provider leads to the public address, and every cookie on the way is secure", async () => {
  const { issuer, clientId, clientSecret } = provider;
  const settings = { issuer, clientId, clientSecret, name: "ID", scopes: "openid email", superAdmins: null };
  const { id, email } = await makeUser({ accountId: await makeAccount() });
  provider.signInAs({ sub: "ada", email, email_verified: true });
  const journey = await leave(settings, "/apps");
  expect(journey.authorization.searchParams.get("redirect_uri")).toBe(`${publicUrl}/api/auth/callback/oidc`);
  expect(Object.keys(journey.cookies).every((name) => name.startsWith("__Secure-"))).toBe(true);
  const { location, cookies } = await comeBack(settings, journey, await visitProvider(journey));
  expect(location).toBe("/apps");
  expect(await openSession(cookies["__Host-linkspan-session"])).toMatchObject({ userId: id });
});
