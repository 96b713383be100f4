import { expect, test } from "vitest";
import { type EndChoice, emptyDraft, localMoment, termsOf } from "./break-glass-draft";

const now = new Date(2026, 2, 12, 12, 0, 30).getTime();
const hour = 3_600_000;
const reason = "The nightly load stands still";

test.each<[EndChoice, unknown]>([
  ["1", { kind: "after", hours: 1 }],
  ["720", { kind: "after", hours: 720 }],
  ["revoked", { kind: "revoked" }],
])("%s is sent as an end", (choice, end) => {
  expect(termsOf({ reason: ` ${reason} `, choice, moment: "" }, now)).toEqual({ terms: { reason, end } });
});

test.each([
  ["nothing", "", false],
  ["half an hour from now", localMoment(now + hour / 2), false],
  ["an hour from now, to the minute", localMoment(now + hour), true],
  ["30 days from now", localMoment(now + 720 * hour), true],
  ["31 days from now", localMoment(now + 744 * hour), false],
])("another moment that is %s", (_name, moment, passes) => {
  const read = termsOf({ reason, choice: "moment", moment }, now);
  expect("terms" in read).toBe(passes);
  if ("terms" in read) {
    expect(read.terms.end).toEqual({ kind: "at", at: new Date(moment).toISOString() });
  } else {
    expect(read.problems).toEqual({ reason: undefined, end: "Choose an end between 1 hour and 30 days from now." });
  }
});

test("without a reason it is said at the reason", () => {
  expect(termsOf(emptyDraft, now)).toEqual({
    problems: { reason: "Say why you need this connection.", end: undefined },
  });
});

test("local time is written as the browser's control takes it", () => {
  expect(localMoment(now)).toBe("2026-03-12T12:00");
});
