import { expect, test } from "vitest";
import { contentSecurityPolicy, securityHeaders } from "./security-headers";

function directives(policy: string): Map<string, string> {
  return new Map(policy.split("; ").map((part) => [part.replace(/ .*/, ""), part.replace(/^\S+ ?/, "")]));
}

const production = { nonce: "abc", isHttps: true, isDevelopment: false };

test("scripts run by nonce only, in production", () => {
  const policy = directives(contentSecurityPolicy(production));
  expect(policy.get("script-src")).toBe("'self' 'nonce-abc' 'strict-dynamic'");
  expect(policy.get("default-src")).toBe("'none'");
  expect(policy.get("frame-ancestors")).toBe("'none'");
  expect(policy.get("base-uri")).toBe("'none'");
  expect(policy.get("form-action")).toBe("'self'");
  expect([...policy].filter(([name]) => name !== "style-src").join()).not.toContain("unsafe");
});

test("only development may make functions from text", () => {
  const policy = directives(contentSecurityPolicy({ ...production, isDevelopment: true }));
  expect(policy.get("script-src")).toContain("'unsafe-eval'");
});

test("HTTPS is insisted on where there is HTTPS, and nowhere else", () => {
  const names = (isHttps: boolean) => securityHeaders(isHttps).map(([name]) => name);
  expect(names(true)).toContain("strict-transport-security");
  expect(names(false)).not.toContain("strict-transport-security");
  expect(contentSecurityPolicy({ ...production, isHttps: false })).not.toContain("upgrade-insecure-requests");
});
