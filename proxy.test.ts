import { NextRequest } from "next/server";
import { beforeEach, expect, test, vi } from "vitest";

type Proxy = (request: NextRequest) => Response;

/** The proxy of a process whose public URL is this one: settings are read once per process. */
async function proxyAt(publicUrl: string): Promise<Proxy> {
  vi.resetModules();
  vi.stubEnv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing");
  vi.stubEnv("ENCRYPTION_KEYS", "a:key");
  vi.stubEnv("NEXTAUTH_SECRET", "a secret of the tests, long enough to pass");
  vi.stubEnv("NEXTAUTH_URL", publicUrl);
  return (await import("./proxy")).proxy;
}

/** What the rest of Next is given for a request header. */
const passedOn = (response: Response, name: string) => response.headers.get(`x-middleware-request-${name}`);

let proxy: Proxy;
beforeEach(async () => {
  proxy = await proxyAt("https://link.example.org");
});

const url = "http://10.0.0.5:3000/connections?q=a%20b";

test("every answer has the security headers, and each its own nonce and request id", () => {
  const [first, second] = [proxy(new NextRequest(url)), proxy(new NextRequest(url))];
  expect(first.headers.get("x-content-type-options")).toBe("nosniff");
  expect(first.headers.get("strict-transport-security")).toMatch(/^max-age=\d+$/);
  expect(first.headers.get("content-security-policy")).toMatch(/'nonce-[\w+/=]{24,}'/);
  for (const name of ["content-security-policy", "x-request-id"]) {
    expect(first.headers.get(name)).not.toBe(second.headers.get(name));
  }
});

test("the page is given the policy of its answer, its own address and the request id", () => {
  const response = proxy(new NextRequest(url));
  for (const name of ["content-security-policy", "x-request-id"]) {
    expect(passedOn(response, name)).toBe(response.headers.get(name));
  }
  expect(passedOn(response, "x-linkspan-url")).toBe("/connections?q=a%20b");
});

test("what a client says about itself is not passed on", () => {
  const headers = {
    "x-request-id": "mine",
    "x-linkspan-url": "//evil.example",
    "content-security-policy": "script-src 'nonce-mine'",
    "x-forwarded-host": "evil.example",
  };
  const response = proxy(new NextRequest(url, { headers }));
  expect(passedOn(response, "x-request-id")).not.toBe("mine");
  expect(passedOn(response, "x-linkspan-url")).toBe("/connections?q=a%20b");
  expect(passedOn(response, "content-security-policy")).not.toContain("nonce-mine");
  expect(passedOn(response, "x-forwarded-host")).toBeNull();
});

test("a post without an Origin is refused", () => {
  const request = new NextRequest(url, { method: "POST", headers: { "content-length": "2" } });
  expect(proxy(request).status).toBe(403);
});

test("behind a proxy that rewrites Host, Next is told the public host for our own pages' posts alone", () => {
  const post = (origin: string) => {
    const headers = { origin, "content-length": "2", "x-forwarded-host": "evil.example" };
    return proxy(new NextRequest(url, { method: "POST", headers }));
  };
  expect(passedOn(post("https://link.example.org"), "x-forwarded-host")).toBe("link.example.org");
  expect(post("https://evil.example").status).toBe(403);
  expect(passedOn(post("https://evil.example"), "x-forwarded-host")).toBeNull();
});

test("a refused request has the same headers as any other", () => {
  const response = proxy(new NextRequest(url, { method: "DELETE" }));
  expect(response.status).toBe(405);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("x-request-id")).not.toBeNull();
});

test("over plain HTTP nothing insists on HTTPS", async () => {
  const response = (await proxyAt("http://127.0.0.1:3000"))(new NextRequest(url));
  expect(response.headers.get("strict-transport-security")).toBeNull();
  expect(response.headers.get("content-security-policy")).not.toContain("upgrade-insecure-requests");
});
