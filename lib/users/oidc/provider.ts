import type { NextAuthOptions } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import type { OidcSettings } from "../../env";
import { type Provider, ProviderUnreachable } from "./discovery";
import { identityOf } from "./identity";
import type { ProviderIdentity, ProviderProblem } from "./schema";

export const providerId = "oidc";

/** Of NextAuth's requests to the provider: for silence on one of them, and for all of a sign-in together. */
const silenceMs = 5_000;
const wholeMs = 15_000;

/** The state is not the one of this browser, or was used already. */
export class StateSpent extends Error {
  override readonly name = "StateSpent";
}

type Hooks = {
  /** Uses a state up; false when it was used before. */
  takeState(state: string): Promise<boolean>;
  /** Called with whom a checked answer speaks of. */
  identified(identity: ProviderIdentity): void;
  /** Called with what kept the answer from being taken. */
  failed(error: unknown): void;
};

/** The provider for NextAuth: code flow with state, nonce and PKCE; `openid-client` checks the ID token. */
export function oidcProvider(
  settings: OidcSettings,
  provider: Provider,
  hooks: Hooks,
): NextAuthOptions["providers"][0] {
  const watched = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await inTime(work());
    } catch (error) {
      hooks.failed(error);
      throw error;
    }
  };
  const config: OAuthConfig<{ sub: string }> = {
    id: providerId,
    name: settings.name,
    type: "oauth",
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    issuer: provider.issuer,
    jwks_endpoint: provider.jwks_uri,
    httpOptions: { timeout: silenceMs },
    client: {
      token_endpoint_auth_method: secretGoesBy(provider),
      id_token_signed_response_alg: signedBy(provider),
    },
    authorization: { url: provider.authorization_endpoint, params: { scope: settings.scopes } },
    token: {
      url: provider.token_endpoint,
      request: ({ client, params, checks, provider: { callbackUrl } }) =>
        watched(async () => {
          const isOurs = checks.state !== undefined && params.state === checks.state;
          if (!isOurs || !(await hooks.takeState(checks.state ?? ""))) throw new StateSpent();
          const tokens = await client.callback(callbackUrl, params, checks);
          // A conforming provider puts no email into the ID token. Asked with both tokens, the subjects are compared.
          const userinfo = provider.userinfo_endpoint === undefined ? {} : await client.userinfo(tokens);
          hooks.identified(identityOf({ ...tokens.claims() }, { ...userinfo }, settings));
          return { tokens };
        }),
    },
    // Who it is was read above; NextAuth only wants to know that there is somebody.
    userinfo: { url: provider.userinfo_endpoint ?? "", request: () => ({ sub: "identified" }) },
    profile: ({ sub }) => ({ id: sub, epoch: 0 }),
  };
  return config;
}

/** What the sign-in page says of an error on the way to an identity. */
export function problemOf(error: unknown): ProviderProblem {
  if (error instanceof StateSpent) return "over";
  if (error instanceof ProviderUnreachable) return "unreachable";
  if (error instanceof z.ZodError) return "untrusted";
  if (!(error instanceof Error)) return "failed";
  // Classes of openid-client: what we found wrong with an answer, and what the provider says is wrong.
  if (error.name === "RPError")
    return error.message.startsWith("outgoing request timed out") ? "unreachable" : "untrusted";
  if (error.name === "OPError") return "error" in error && error.error === "invalid_grant" ? "over" : "unreachable";
  return "unreachable";
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ProviderUnreachable("The provider takes too long.")), wholeMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function secretGoesBy({ token_endpoint_auth_methods_supported: methods }: Provider) {
  return methods.includes("client_secret_basic") || !methods.includes("client_secret_post")
    ? "client_secret_basic"
    : "client_secret_post";
}

/** Every conforming provider knows RS256; one that does not gets its first algorithm with a public key. */
function signedBy({ id_token_signing_alg_values_supported: algorithms }: Provider): string {
  if (algorithms.includes("RS256")) return "RS256";
  return algorithms.find((name) => /^(ES|PS|RS|Ed)/.test(name)) ?? "RS256";
}
