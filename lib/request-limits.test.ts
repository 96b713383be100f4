import { expect, test } from "vitest";
import { maxBodyBytes, refuseRequest } from "./request-limits";

const url = "https://link.example.org/connections";
const post = (headers: Record<string, string>, isOurs = true) =>
  refuseRequest(new Request(url, { method: "POST", headers }), isOurs)?.status;

test.each(["PUT", "PATCH", "DELETE", "OPTIONS"])("%s is answered with 405 and what is allowed", (method) => {
  const refusal = refuseRequest(new Request(url, { method }), true);
  expect(refusal?.status).toBe(405);
  expect(refusal?.headers.get("allow")).toBe("GET, HEAD, POST");
});

test.each(["GET", "HEAD"])("%s passes", (method) => {
  expect(refuseRequest(new Request(url, { method }), false)).toBeNull();
});

test("a post says its length and keeps to the limit", () => {
  expect(post({})).toBe(411);
  expect(post({ "content-length": "many" })).toBe(411);
  expect(post({ "content-length": "-1" })).toBe(411);
  expect(post({ "content-length": "0" })).toBeUndefined();
  expect(post({ "content-length": String(maxBodyBytes) })).toBeUndefined();
  expect(post({ "content-length": String(maxBodyBytes + 1) })).toBe(413);
});

test("a post from elsewhere is refused", () => {
  expect(post({ "content-length": "2" }, false)).toBe(403);
});
