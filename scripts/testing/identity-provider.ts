import { randomBytes } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";
import Provider from "oidc-provider";

/** Somebody at the provider. What is left out is not said. */
export type Person = {
  sub: string;
  name?: string;
  email?: string;
  /** Not every provider says it as a boolean. */
  email_verified?: boolean | string | number;
  groups?: readonly string[] | string;
};

export type IdentityProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Whoever comes from now on is this person, without being asked; null ends a sign-in as its own Cancel does. */
  signInAs(person: Person | null): void;
  stop(): Promise<void>;
};

/** A real OpenID provider on loopback with one client, whose people need no password. */
export async function startIdentityProvider(callbackUrl: string): Promise<IdentityProvider> {
  const server = http.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${portOf(server)}`;
  const [clientId, clientSecret] = ["linkspan", randomBytes(16).toString("hex")];
  const people = new Map<string, Person>();
  let current: Person | null = null;
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [callbackUrl] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
    cookies: { keys: [randomBytes(16).toString("hex")] },
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: "one", alg: "RS256", use: "sig" }] },
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, accountId) => ({
      accountId,
      claims: async () => ({ ...people.get(accountId), sub: accountId }),
    }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        ...(oidc.client === undefined ? {} : { clientId: oidc.client.clientId }),
        ...(oidc.session?.accountId === undefined ? {} : { accountId: oidc.session.accountId }),
      });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on("request", (request, response) => {
    if (request.url?.startsWith("/interaction/") !== true) {
      void answer(request, response);
      return;
    }
    const outcome =
      current === null ? { error: "access_denied" } : { login: { accountId: current.sub, remember: false } };
    provider.interactionFinished(request, response, outcome).catch(() => response.destroy());
  });
  return {
    issuer,
    clientId,
    clientSecret,
    signInAs: (person) => {
      current = person;
      if (person !== null) people.set(person.sub, person);
    },
    stop: () => closed(server),
  };
}

export function portOf(server: http.Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("The server does not listen on a port.");
  return address.port;
}

export function closed(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
