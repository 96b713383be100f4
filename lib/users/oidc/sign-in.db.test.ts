import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { makeAccount, makeUser } from "@/db/factories";
import { auditEvents, signIns, userIdentities, users } from "@/db/schema";
import { type IdentityProvider, type Person, startIdentityProvider } from "@/scripts/testing/identity-provider";
import { comeBack, leave, visitProvider } from "@/scripts/testing/provider-browser";
import { env, type OidcSettings } from "../../env";
import { openSession, sessionCookieName } from "../session-token";

let provider: IdentityProvider;
let settings: OidcSettings;
let accountId: string;

beforeAll(async () => {
  provider = await startIdentityProvider(new URL("/api/auth/callback/oidc", env().publicUrl).href);
  const { issuer, clientId, clientSecret } = provider;
  settings = { issuer, clientId, clientSecret, name: "Norrvik ID", scopes: "openid email profile", superAdmins: null };
  accountId = await makeAccount();
});
afterAll(() => provider.stop());

const somebody = (): Person & { email: string } => {
  const sub = randomUUID();
  return { sub, name: "Somebody", email: `${sub}@norrvik.example`, email_verified: true };
};

/** The whole way of a browser. `user`: whose session it has then, null where there is none. */
async function arrive(person: Person | null, next: string | null = null) {
  provider.signInAs(person);
  const journey = await leave(settings, next);
  const { location, cookies } = await comeBack(settings, journey, await visitProvider(journey));
  const claims = await openSession(cookies[sessionCookieName()]);
  return {
    location,
    problem: new URL(location, "http://ours").searchParams.get("problem"),
    user: claims?.userId ?? null,
  };
}

const identitiesOf = (userId: string) => db().select().from(userIdentities).where(eq(userIdentities.userId, userId));

describe("signing in with a real provider", () => {
  test("a first sign-in links to the active user of a verified email, on record, and leads to the page asked for", async () => {
    const person = somebody();
    const user = await makeUser({ accountId, email: person.email });
    expect(await arrive({ ...person, email: person.email.toUpperCase() }, "/apps?q=1")).toEqual({
      location: "/apps?q=1",
      problem: null,
      user: user.id,
    });
    expect(await identitiesOf(user.id)).toMatchObject([{ issuer: provider.issuer, subject: person.sub, accountId }]);
    const events = await db().select().from(auditEvents).where(eq(auditEvents.subjectId, user.id));
    expect(events).toMatchObject([{ action: "user.identity_linked", actorId: user.id }]);
    expect(await db().select().from(signIns).where(eq(signIns.userId, user.id))).toMatchObject([
      { method: "provider", address: "203.0.113.20", browser: "A browser" },
    ]);
    // Again, this time known by the subject.
    expect(await arrive(person)).toMatchObject({ location: "/connections", user: user.id });
    expect(await identitiesOf(user.id)).toHaveLength(1);
  });

  test.each([false, "true", 1, undefined])(
    "an email that is not verified (%s) links to nobody, and does not tell whether it has a user",
    async (verified) => {
      const [known, unknown] = [somebody(), somebody()];
      const user = await makeUser({ accountId, email: known.email });
      const claim = verified === undefined ? {} : { email_verified: verified };
      for (const { sub, email } of [known, unknown]) {
        expect(await arrive({ sub, email, ...claim })).toMatchObject({ problem: "unverified", user: null });
      }
      expect(await identitiesOf(user.id)).toEqual([]);
    },
  );

  test("a verified email of nobody gets nobody in, and makes no user", async () => {
    const person = somebody();
    expect(await arrive(person)).toMatchObject({ problem: "stranger", user: null });
    expect(await db().select().from(users).where(eq(users.email, person.email))).toEqual([]);
    await makeUser({ accountId, email: person.email });
    expect(await arrive(person)).toMatchObject({ problem: null });
  });

  test("a deactivated user is refused, before and after their identity is known, and gets in when reactivated", async () => {
    const person = somebody();
    const user = await makeUser({ accountId, email: person.email, status: "deactivated" });
    const become = (status: "active" | "deactivated") =>
      db().update(users).set({ status }).where(eq(users.id, user.id));
    expect(await arrive(person)).toMatchObject({ problem: "deactivated", user: null });
    await become("active");
    expect(await arrive(person)).toMatchObject({ user: user.id });
    await become("deactivated");
    expect(await arrive(person)).toMatchObject({ problem: "deactivated", user: null });
    await become("active");
    expect(await arrive(person)).toMatchObject({ user: user.id });
  });

  test("an email that changed at the provider still means the same user, unless it is another user's here", async () => {
    const [person, other] = [somebody(), somebody()];
    const user = await makeUser({ accountId, email: person.email });
    await arrive(person);
    expect(await arrive({ ...person, email: somebody().email })).toMatchObject({ user: user.id });
    await makeUser({ accountId, email: other.email });
    expect(await arrive({ ...person, email: other.email })).toMatchObject({ problem: "email_of_another", user: null });
    expect(await arrive({ sub: person.sub })).toMatchObject({ user: user.id });
  });

  test("of two identities that claim one user the second is refused, and the first goes on", async () => {
    const [first, second] = [somebody(), somebody()];
    const user = await makeUser({ accountId, email: first.email });
    expect(await arrive(first)).toMatchObject({ user: user.id });
    expect(await arrive({ ...second, email: first.email })).toMatchObject({ problem: "second_identity", user: null });
    expect(await arrive(first)).toMatchObject({ user: user.id });
    expect(await identitiesOf(user.id)).toMatchObject([{ subject: first.sub }]);
    const linked = await db()
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.subjectId, user.id), eq(auditEvents.action, "user.identity_linked")));
    expect(linked).toHaveLength(1);
  });

  test("a code that was given to another browser is worth nothing in this one", async () => {
    const person = somebody();
    await makeUser({ accountId, email: person.email });
    provider.signInAs(person);
    const [theirs, own] = [await leave(settings), await leave(settings)];
    const { code = "" } = await visitProvider(theirs);
    const state = own.authorization.searchParams.get("state") ?? "";
    // The provider refuses it, because PKCE binds the code to the browser that asked.
    expect((await comeBack(settings, own, { code, state })).location).toContain("problem=over");
    expect(await arrive(person)).toMatchObject({ problem: null });
  });

  test("another site's page begins no sign-in: it leads to our page, where a person decides", async () => {
    for (const site of ["cross-site", "same-site"]) {
      const { authorization, cookies } = await leave(settings, "/apps", site);
      expect([authorization.pathname, authorization.search, cookies]).toEqual(["/sign-in", "?next=%2Fapps", {}]);
    }
    for (const site of ["same-origin", "none"]) {
      expect((await leave(settings, "/apps", site)).authorization.origin).toBe(provider.issuer);
    }
  });

  test("who stops at the provider is told so", async () => {
    expect(await arrive(null)).toMatchObject({ problem: "stopped", user: null });
  });

  test.each(["https://evil.example/x", "//evil.example", "/\\evil.example", "/sign-in", "javascript:alert(1)"])(
    "nobody is led elsewhere: %s",
    async (next) => {
      const person = somebody();
      await makeUser({ accountId, email: person.email });
      expect((await arrive(person, next)).location).toBe("/connections");
    },
  );
});
