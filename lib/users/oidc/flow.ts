import type { NextAuthOptions } from "next-auth";
import { encode } from "next-auth/jwt";
import { env, type OidcSettings } from "../../env";
import { failureOf } from "../../failure";
import { log, newReference } from "../../log";
import type { Client } from "../../request";
import { nextPath } from "../next-path";
import { type SessionClaims, sealSession } from "../session-token";
import { sessionOptions } from "../sign-in/next-auth";
import { signInAsIdentity } from "./commands";
import { discoverProvider, type Provider } from "./discovery";
import { askNextAuth } from "./exchange";
import { oidcProvider, problemOf, providerId } from "./provider";
import type { ProviderIdentity, ProviderProblem } from "./schema";
import { takeState } from "./states/commands";

type Cookies = Record<string, string>;
/** What the sign-in page is to say. `reference`: what the log has under it. */
type Told = { problem: ProviderProblem; reference?: string };

/**
 * Sends the browser to the provider; `next` is the page to come back to. From our own page alone, as far as the browser
 * tells: a foreign page gets the sign-in page, and there a person decides.
 */
export async function beginAtProvider(
  settings: OidcSettings,
  { next, headers }: { next: string | null; headers: Headers },
): Promise<Response> {
  if (!["same-origin", "none", null].includes(headers.get("sec-fetch-site"))) return toSignIn(next);
  try {
    const provider = await discoverProvider(settings);
    const visit = new Visit(settings, provider, { address: "unknown", browser: "" });
    // NextAuth begins by POST and with a token of its own against forgery, which is asked for and given back here: that the
    // browser comes from our own page is what our caller has made sure of.
    const { body, setCookies } = await askNextAuth(visit.options, { method: "GET", action: "csrf", cookies: {} });
    const answer = await askNextAuth(visit.options, {
      method: "POST",
      action: "signin",
      providerId,
      body: { csrfToken: csrfTokenOf(body), callbackUrl: next ?? "/connections" },
      cookies: cookiesOf(setCookies),
    });
    const { origin } = new URL(answer.location ?? "", env().publicUrl);
    if (answer.location !== null && origin === new URL(provider.authorization_endpoint).origin) {
      return leadTo(answer.location, answer.setCookies);
    }
    throw new Error("NextAuth did not lead to the provider.");
  } catch (error) {
    return toSignIn(next, explain(error));
  }
}

/** Takes the provider's answer: signs in whom it speaks of, or says on the sign-in page why not. */
export async function finishAtProvider(
  settings: OidcSettings,
  { query, cookies, client }: { query: Record<string, string>; cookies: Cookies; client: Client },
): Promise<Response> {
  const next = ownPath(Object.entries(cookies).find(([name]) => name.endsWith("next-auth.callback-url"))?.[1] ?? "");
  if (query.error !== undefined) {
    if (query.error === "access_denied") return toSignIn(next, { problem: "stopped" });
    const reference = newReference();
    log.warn({ error: query.error.slice(0, 100), reference }, "the provider ended a sign-in");
    return toSignIn(next, { problem: "untrusted", reference });
  }
  try {
    const visit = new Visit(settings, await discoverProvider(settings), client);
    const answer = await askNextAuth(visit.options, { method: "GET", action: "callback", providerId, query, cookies });
    if (visit.told !== null) return toSignIn(next, visit.told);
    return leadTo(next ?? "/connections", answer.setCookies);
  } catch (error) {
    return toSignIn(next, explain(error));
  }
}

/** One way to the provider or back: NextAuth's options for it, and what came of it. */
class Visit {
  readonly options: NextAuthOptions;
  /** Where nobody got as far as the exchange, NextAuth missed its cookies. */
  told: Told | null = { problem: "over" };
  #identity: ProviderIdentity | null = null;
  #claims: SessionClaims | null = null;

  constructor(
    settings: OidcSettings,
    provider: Provider,
    private readonly client: Client,
  ) {
    const hooks = {
      takeState,
      identified: (identity: ProviderIdentity) => {
        this.#identity = identity;
      },
      failed: (error: unknown) => {
        this.told = explain(error);
      },
    };
    this.options = {
      ...sessionOptions(),
      providers: [oidcProvider(settings, provider, hooks)],
      // The cookies of state, nonce and PKCE have a salt each, so that none of them opens as another, or as a session.
      jwt: {
        encode: async (asked) => (asked.salt === undefined || asked.salt === "" ? this.#session() : encode(asked)),
      },
      callbacks: {
        signIn: () => this.#signIn(),
        redirect: async ({ url }) => new URL(ownPath(url) ?? "/connections", env().publicUrl).href,
      },
      logger: {
        error: (code) => log.debug(code),
        warn: () => undefined,
        debug: () => undefined,
      },
    };
  }

  async #signIn(): Promise<boolean> {
    if (this.#identity === null) return false;
    try {
      const outcome = await signInAsIdentity(this.#identity, this.client);
      if ("claims" in outcome) this.#claims = outcome.claims;
      this.told = "claims" in outcome ? null : { problem: outcome.refused };
    } catch (error) {
      const { reference } = failureOf(error);
      this.told = { problem: "failed", ...(reference !== null && { reference }) };
    }
    return this.#claims !== null;
  }

  async #session(): Promise<string> {
    if (this.#claims === null) throw new Error("There is no session without a user.");
    return sealSession(this.#claims);
  }
}

function explain(error: unknown): Told {
  const problem = problemOf(error);
  if (problem === "over") return { problem };
  const reference = newReference();
  // What openid-client finds wrong names claims and their values, never a token.
  const reason = error instanceof Error && error.name === "RPError" ? error.message : undefined;
  log.warn({ err: error, reason, problem, reference }, "sign-in with the provider failed");
  return { problem, reference };
}

/** A page of ours from a path or an address of ours; null for anything else. */
function ownPath(url: string): string | null {
  const { origin } = env().publicUrl;
  return nextPath(url.startsWith(`${origin}/`) ? url.slice(origin.length) : url);
}

function toSignIn(next: string | null, told?: Told): Response {
  const query = new URLSearchParams({ ...told, ...(next !== null && { next }) }).toString();
  return leadTo(query === "" ? "/sign-in" : `/sign-in?${query}`, []);
}

function leadTo(location: string, setCookies: readonly string[]): Response {
  const headers = new Headers({ location, "cache-control": "no-store" });
  for (const cookie of setCookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

function csrfTokenOf(body: unknown): string {
  if (typeof body === "object" && body !== null && "csrfToken" in body && typeof body.csrfToken === "string") {
    return body.csrfToken;
  }
  throw new Error("NextAuth gave no token for its form.");
}

function cookiesOf(setCookies: readonly string[]): Cookies {
  return Object.fromEntries(
    setCookies.map((cookie) => {
      const [pair = ""] = cookie.split(";");
      const cut = pair.indexOf("=");
      return [pair.slice(0, cut), decodeURIComponent(pair.slice(cut + 1))];
    }),
  );
}
