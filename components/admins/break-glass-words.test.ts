import { expect, test } from "vitest";
import { breakGlassWords } from "./break-glass-words";

const minute = 60_000;
const hour = 60 * minute;
const now = Date.parse("2026-03-12T12:00:00Z");

test.each([
  [-1, "over"],
  [1, "ends in 1 minute"],
  [30 * minute, "ends in 30 minutes"],
  [hour - 5_000, "ends in 1 hour"],
  [3 * hour, "ends in 3 hours"],
  [47 * hour, "ends in 47 hours"],
  [48 * hour - minute, "ends in 2 days"],
  [30 * 24 * hour, "ends in 30 days"],
])("%i ms before its end it %s", (left, words) => {
  expect(breakGlassWords(new Date(now + left).toISOString(), now)).toBe(`Break glass, ${words}`);
});

test("without an end it lasts until revoked", () => {
  expect(breakGlassWords(null, now)).toBe("Break glass, until revoked");
});
