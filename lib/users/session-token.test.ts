import { hkdfSync } from "node:crypto";
import { EncryptJWT } from "jose";
import { encode } from "next-auth/jwt";
import { beforeEach, expect, test, vi } from "vitest";

const secret = "a secret of the tests, long enough to pass";

/** The module of a process whose public URL is this one: settings are read once per process. */
async function sessionTokensAt(publicUrl: string) {
  vi.resetModules();
  vi.stubEnv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing");
  vi.stubEnv("ENCRYPTION_KEYS", "a:key");
  vi.stubEnv("NEXTAUTH_SECRET", secret);
  vi.stubEnv("NEXTAUTH_URL", publicUrl);
  return import("./session-token");
}

let tokens: Awaited<ReturnType<typeof sessionTokensAt>>;
const claims = { userId: "0199f0c0-0000-7000-8000-000000000001", epoch: 3 };

beforeEach(async () => {
  tokens = await sessionTokensAt("https://link.example.org");
});

test("over HTTPS the cookie is bound to this host; over HTTP browsers would refuse such a name", async () => {
  expect(tokens.sessionCookieName()).toMatch(/^__Host-/);
  expect(tokens.sessionCookieOptions()).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
  const plain = await sessionTokensAt("http://127.0.0.1:3000");
  expect(plain.sessionCookieName()).not.toMatch(/^__/);
  expect(plain.sessionCookieOptions()).toMatchObject({ httpOnly: true, sameSite: "lax", secure: false });
});

test("the token is found among other cookies, and not in one whose name only ends like it", async () => {
  const name = tokens.sessionCookieName();
  const token = await tokens.sealSession(claims);
  expect(tokens.sessionTokenOf(`theme=dark; x${name}=another;${name}=${token}; z=1`)).toBe(token);
  expect(tokens.sessionTokenOf(`${name}=${token}`)).toBe(token);
  for (const none of ["", "theme=dark", `x${name}=${token}`, name]) expect(tokens.sessionTokenOf(none)).toBeUndefined();
});

test("a session opens to who it is and nothing else", async () => {
  expect(await tokens.openSession(await tokens.sealSession(claims))).toEqual(claims);
});

test("a token that was changed anywhere, or is none, opens to nobody", async () => {
  const token = await tokens.sealSession(claims);
  const parts = token.split(".");
  const changed = parts.map((part, index) => {
    const flipped = (part.startsWith("A") ? "B" : "A") + part.slice(1);
    return parts.map((each, at) => (at === index ? flipped : each)).join(".");
  });
  for (const each of [...changed, "", "x", "....", `${token}A`, undefined]) {
    expect(await tokens.openSession(each), each).toBeNull();
  }
});

test("a token that is over, or says nothing of its end, opens to nobody", async () => {
  expect(await tokens.openSession(await encode({ token: claims, secret, maxAge: 60 }))).toEqual(claims);
  expect(await tokens.openSession(await encode({ token: claims, secret, maxAge: 0 }))).toBeNull();
  expect(await tokens.openSession(await sealed({ ...claims, exp: soon() }))).toEqual(claims);
  expect(await tokens.openSession(await sealed(claims))).toBeNull();
  expect(await tokens.openSession(await sealed({ epoch: 3, exp: soon() }))).toBeNull();
});

test("a token that was opened before is over at its end all the same", async () => {
  const token = await encode({ token: claims, secret, maxAge: 60 });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  try {
    expect(await tokens.openSession(token)).toEqual(claims);
    vi.advanceTimersByTime(58_000);
    expect(await tokens.openSession(token)).toEqual(claims);
    vi.advanceTimersByTime(2_000);
    expect(await tokens.openSession(token)).toBeNull();
    expect(await tokens.openSession(token)).toBeNull();
  } finally {
    vi.useRealTimers();
  }
});

test("of a thousand tokens and more, each opens to whose it is", async () => {
  const epochs = Array.from({ length: 1_002 }, (_, epoch) => epoch);
  const all = await Promise.all(epochs.map((epoch) => tokens.sealSession({ ...claims, epoch })));
  for (let turn = 0; turn < 2; turn += 1) {
    const opened = await Promise.all(all.map((token) => tokens.openSession(token)));
    expect(opened.map((one) => one?.epoch)).toEqual(epochs);
  }
});

test("a token of the same secret but of another making opens to nobody", async () => {
  const payload = { ...claims, exp: soon() };
  expect(await tokens.openSession(await sealed(payload))).toEqual(claims);
  expect(await tokens.openSession(await sealed(payload, { enc: "A128CBC-HS256" }))).toBeNull();
  const [header, , nonce, text, tag] = (await sealed(payload)).split(".");
  // What GCM itself would take: fewer bytes of the tag prove less.
  const shortened = Buffer.from(tag ?? "", "base64url")
    .subarray(0, 12)
    .toString("base64url");
  expect(await tokens.openSession([header, "", nonce, text, shortened].join("."))).toBeNull();
  expect(await tokens.openSession([header, "AAAA", nonce, text, tag].join("."))).toBeNull();
  expect(await tokens.openSession([header, "", nonce, text, tag, ""].join("."))).toBeNull();
});

const soon = () => Math.floor(Date.now() / 1000) + 60;

/** Under the key that NextAuth derives from the tests' secret. */
async function sealed(payload: Record<string, unknown>, more: { enc?: string } = {}): Promise<string> {
  const key = new Uint8Array(hkdfSync("sha256", secret, "", "NextAuth.js Generated Encryption Key", 32));
  return new EncryptJWT(payload).setProtectedHeader({ alg: "dir", enc: "A256GCM", ...more }).encrypt(key);
}
