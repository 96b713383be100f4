import { expect, test } from "vitest";
import { nextPath, signInUrl } from "./next-path";

test.each([
  "/connections",
  "/connections?environment=test&q=a%20b",
  "/apps/018f/data",
  "/connections?next=//evil.example",
  "/connections/Größe",
])("%s is a page of ours", (path) => {
  const next = nextPath(path);
  expect(next).not.toBeNull();
  expect(new URL(next ?? "", "https://link.example").origin).toBe("https://link.example");
});

test.each([
  null,
  undefined,
  "",
  "connections",
  "https://evil.example/",
  "//evil.example/",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/a\\..\\evil",
  "/.//evil.example",
  "/connections/..//evil.example",
  "/%0d/../..//evil.example",
  "/\t/evil.example",
  "/\n//evil.example",
  " /connections",
  "javascript:alert(1)",
  "/javascript:alert(1)\u0000",
  "/",
  "/sign-in?next=/connections",
  "/invitation",
  "/reset",
  "/forgot-password?asked=yes",
  "/set-up",
  "/api/auth/signout",
  "/x/../api/auth/signout",
])("%j is not", (path) => {
  expect(nextPath(path)).toBeNull();
});

test("the fragment is dropped and the rest is kept", () => {
  expect(nextPath("/connections?q=1#top")).toBe("/connections?q=1");
});

test("who comes from a page of ours is sent back to it", () => {
  expect(signInUrl("/connections?q=a&b=c")).toBe("/sign-in?next=%2Fconnections%3Fq%3Da%26b%3Dc");
  expect(signInUrl("/")).toBe("/sign-in");
  expect(signInUrl(null)).toBe("/sign-in");
});
