import { expect, test } from "vitest";
import { addressRule, emailRule, forgottenEmailRule, waitInWords } from "./waits";

test("a guesser gets a few hundred passwords a day, a person waits minutes at most", () => {
  const dayMs = 24 * 60 * 60 * 1000;
  expect(dayMs / emailRule.maxMs).toBeLessThan(300);
  expect(emailRule.maxMs).toBeLessThanOrEqual(5 * 60 * 1000);
  expect(addressRule.free).toBeGreaterThan(emailRule.free);
});

test("a stranger fills nobody's mailbox: less than five messages an hour", () => {
  const hourMs = 60 * 60 * 1000;
  expect(hourMs / forgottenEmailRule.maxMs).toBeLessThan(5);
});

test("waiting as told is enough", () => {
  expect([1, 1000, 1001, 19_400, 59_000, 59_001, 60_000, 60_001, 300_000].map(waitInWords)).toEqual([
    "1 second",
    "1 second",
    "2 seconds",
    "20 seconds",
    "59 seconds",
    "1 minute",
    "1 minute",
    "2 minutes",
    "5 minutes",
  ]);
});
