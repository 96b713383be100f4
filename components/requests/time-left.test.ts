import { expect, test } from "vitest";
import { timeLeft } from "./time-left";

const hour = 3_600_000;
const now = Date.parse("2026-03-12T12:00:00Z");

test.each([
  [-1, "less than an hour"],
  [hour - 1, "less than an hour"],
  [hour, "1 hour"],
  [2 * hour, "2 hours"],
  [48 * hour - 1, "47 hours"],
  [48 * hour, "2 days"],
  [14 * 24 * hour, "14 days"],
])("%i ms from now are %s", (left, words) => {
  expect(timeLeft(new Date(now + left).toISOString(), now)).toBe(words);
});
