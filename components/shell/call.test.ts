import { expect, test } from "vitest";
import { call } from "./call";

test("an answer comes back as it is", async () => {
  expect(await call("changing", async () => ({ ok: true, value: 7 }))).toEqual({ ok: true, value: 7 });
});

test("an answer that never arrives is a failure that says what is known", async () => {
  const result = await call("changing", async () => {
    throw new TypeError("Failed to fetch");
  });
  expect(result.ok ? null : result.error.code).toBe("unreachable");
  expect(JSON.stringify(result)).not.toContain("Failed to fetch");
});
