import { beforeEach, expect, test, vi } from "vitest";

/** The module of a process whose public URL is this one: settings are read once per process. */
async function sessionTokensAt(publicUrl: string) {
  vi.resetModules();
  vi.stubEnv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing");
  vi.stubEnv("ENCRYPTION_KEYS", "a:key");
  vi.stubEnv("NEXTAUTH_SECRET", "a secret of the tests, long enough to pass");
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
