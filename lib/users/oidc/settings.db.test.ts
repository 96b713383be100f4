import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { makeAccount, makeUser } from "@/db/factories";
import { signInAttempts, signIns, users } from "@/db/schema";
import { changeUserRole } from "../administration/commands";
import { findUserDetail } from "../administration/queries";
import { hashPassword } from "../password";
import { passwordsAreOff } from "../password-sign-in";
import { sessionCookieName } from "../session-token";
import { signIn } from "../sign-in/commands";
import { nextAuthOptions } from "../sign-in/next-auth";
import { askNextAuth } from "./exchange";

const settings = {
  OIDC_ISSUER: "https://id.example",
  OIDC_CLIENT_ID: "linkspan",
  OIDC_CLIENT_SECRET: "a secret",
  OIDC_NAME: "Norrvik ID",
  OIDC_GROUPS_CLAIM: "groups",
  OIDC_SUPER_ADMIN_GROUP: "linkspan-admins",
  PASSWORD_SIGN_IN: "off",
};
const password = "correct horse battery";
let email: string;
let userId: string;

// Settings are read once, when something first asks for them.
beforeAll(async () => {
  Object.assign(process.env, settings);
  const user = await makeUser({ accountId: await makeAccount(), passwordHash: await hashPassword(password) });
  email = user.email;
  userId = user.id;
  await db().delete(signInAttempts);
});
afterAll(() => {
  for (const name of Object.keys(settings)) delete process.env[name];
});

test("with passwords off the right one is refused, with the reason, and nothing is looked at or counted", async () => {
  const refused = signIn({ email, password }, { address: "203.0.113.7", browser: "A browser" });
  await expect(refused).rejects.toMatchObject({ code: "forbidden", message: /switched off.*Norrvik ID/ });
  expect(await db().select().from(signIns).where(eq(signIns.userId, userId))).toEqual([]);
  expect(await db().select().from(signInAttempts)).toEqual([]);
  const on = { passwordSignIn: true, oidc: null };
  expect([passwordsAreOff(on), passwordsAreOff()]).toEqual([null, expect.stringContaining("Norrvik ID")]);
});

test("NextAuth's own way in by password is closed too", async () => {
  const csrf = await askNextAuth(nextAuthOptions(), { method: "GET", action: "csrf", cookies: {} });
  const [name = "", value = ""] = csrf.setCookies[0]?.split(";")[0]?.split("=") ?? [];
  const token = decodeURIComponent(value);
  const answer = await askNextAuth(nextAuthOptions(), {
    method: "POST",
    action: "callback",
    providerId: "credentials",
    body: { email, password, csrfToken: token.split("|")[0] ?? "" },
    cookies: { [name]: token },
  });
  expect(answer.location).toContain("switched%20off");
  expect(answer.setCookies.filter((cookie) => cookie.startsWith(`${sessionCookieName()}=`))).toEqual([]);
});

test("a role that the provider's group gives is refused to every hand here, with where to change it", async () => {
  const accountId = await makeAccount();
  const admin = await makeUser({ accountId, role: "super_admin" });
  const { id: userId } = await makeUser({ accountId, role: "super_admin" });
  await db().update(users).set({ roleFrom: "provider" }).where(eq(users.id, userId));
  const words = /by the group "linkspan-admins" at Norrvik ID/;
  await expect(changeUserRole(admin, { userId, role: "member" })).rejects.toMatchObject({
    code: "conflict",
    message: words,
  });
  expect((await findUserDetail(admin, userId)).roleRefusal).toMatch(words);
  await db().update(users).set({ roleFrom: "account" }).where(eq(users.id, userId));
  expect((await findUserDetail(admin, userId)).roleRefusal).toBeNull();
  await changeUserRole(admin, { userId, role: "member" });
  expect((await findUserDetail(admin, userId)).role).toBe("member");
});
