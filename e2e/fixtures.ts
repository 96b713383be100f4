import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { makeAccount, makeConnection, makeUser } from "@/db/factories";
import type { Actor, Environment, Role } from "@/lib/policy";
import { origin, sampleDatabase } from "./settings";
import { Trouble } from "./trouble";
import { test as base, password } from "./workers";

type ConnectionOptions = Omit<Parameters<typeof makeConnection>[0], "at" | "by">;
type UserOptions = { name?: string; status?: "active" | "deactivated" };

/** An account of the test's own, so that no test meets another's data. */
export type Account = {
  id: string;
  person(role: Role, options?: UserOptions): Promise<Actor>;
  /** A connection that really leads to the sample database, its creator the first admin. */
  connection(by: Actor, options?: ConnectionOptions): Promise<{ id: string; name: string }>;
};

type Fixtures = {
  account: Account;
  /** Somebody of the account, signed in over HTTP in this test's browser; a role makes somebody new. */
  signedInAs(who: Role | Actor): Promise<Actor>;
  /** What went wrong in the browser unseen; a test that provokes some of it says so. */
  trouble: Trouble;
};

export const test = base.extend<Fixtures>({
  account: async ({ passwordHash }, use) => {
    const id = await makeAccount();
    const sample = sampleDatabase();
    const { user, password: samplePassword, ...where } = sample;
    await use({
      id,
      person: (role, options = {}) => makeUser({ accountId: id, role, passwordHash, ...options }),
      connection: (by, options = {}) =>
        makeConnection({
          by,
          details: { ...where, tls: "disable" },
          credentials: { user, password: samplePassword },
          ...options,
        }),
    });
  },

  signedInAs: async ({ account, context }, use) => {
    await use(async (who) => {
      const actor = typeof who === "string" ? await account.person(who) : who;
      await context.clearCookies({ name: /session/ });
      await signInOverHttp(context.request, actor.email);
      return actor;
    });
  },

  trouble: [
    async ({ context }, use) => {
      const trouble = await Trouble.watch(context);
      await use(trouble);
      expect(trouble.unexpected(), "what the browser complained about").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect, password };

/** As any HTTP client would; the context keeps the session's cookie. */
export async function signInOverHttp(request: APIRequestContext, email: string, secret = password): Promise<void> {
  const csrf = await request.get("/api/auth/csrf");
  const { csrfToken } = await csrf.json();
  const answer = await request.post("/api/auth/callback/credentials", {
    headers: { origin: origin() },
    form: { csrfToken, email, password: secret, json: "true" },
  });
  const { url } = await answer.json();
  if (!answer.ok() || String(url).includes("error=")) throw new Error(`${email} could not sign in: ${answer.status()}`);
}

/** The list of connections in one environment, with whatever else is in its address. */
export function listAddress(environment: Environment = "development", query: Record<string, string> = {}): string {
  return `/connections?${new URLSearchParams({ environment, ...query })}`;
}

/** Which query parameters the address has now. */
export function queryOf(page: Page): Record<string, string> {
  return Object.fromEntries(new URL(page.url()).searchParams);
}
