import http from "node:http";
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { closed, portOf } from "./identity-provider";

/** What this provider answers; a test changes what it wants to be wrong. */
export type Answers = {
  idToken(): Promise<string>;
  userinfo: Record<string, unknown>;
  /** What the discovery document says of itself, over what is right. */
  document: Record<string, unknown>;
  /** Null keeps the line open without a word. */
  tokenStatus: number | null;
};

/** A provider that answers whatever it is told to. */
export async function startRogueProvider() {
  const server = http.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${portOf(server)}`;
  const keys = await generateKeyPair("RS256", { extractable: true });
  const answers: Answers = { idToken: async () => "", userinfo: {}, document: {}, tokenStatus: 200 };
  let exchanges = 0;
  const right = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/keys`,
  };
  const answer = async (path: string): Promise<[status: number | null, body: unknown]> => {
    if (path === "/.well-known/openid-configuration") return [200, { ...right, ...answers.document }];
    if (path === "/keys") return [200, { keys: [{ ...(await exportJWK(keys.publicKey)), kid: "one", alg: "RS256" }] }];
    if (path === "/userinfo") return [200, answers.userinfo];
    if (path !== "/token") return [404, {}];
    exchanges += 1;
    const token = { access_token: "an access token", token_type: "Bearer", id_token: await answers.idToken() };
    return [answers.tokenStatus, token];
  };
  server.on("request", (request, response) => {
    answer(request.url ?? "").then(
      ([status, body]) => {
        if (status === null) return;
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      },
      () => response.destroy(),
    );
  });
  return {
    issuer,
    answers,
    exchanges: () => exchanges,
    sign: (claims: JWTPayload, key: CryptoKey = keys.privateKey) =>
      new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "one" }).sign(key),
    stop: () => closed(server),
  };
}

export type RogueProvider = Awaited<ReturnType<typeof startRogueProvider>>;
