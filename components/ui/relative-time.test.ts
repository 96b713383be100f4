import { expect, test } from "vitest";
import { exactLocalTime, relativeTime } from "./relative-time";

const now = Date.parse("2026-11-24T12:00:00Z");
const ago = (ms: number) => relativeTime(new Date(now - ms).toISOString(), now);
const hours = 3_600_000;
const days = 24 * hours;

test("the nearer, the finer", () => {
  expect(ago(0)).toBe("just now");
  expect(ago(59_999)).toBe("just now");
  expect(ago(12 * 60_000)).toBe("12 min ago");
  expect(ago(2 * hours)).toBe("2 h ago");
  expect(ago(30 * hours)).toBe("yesterday");
  expect(ago(3 * days)).toBe("3 days ago");
  expect(ago(13 * days)).toBe("13 days ago");
  expect(ago(14 * days)).toBe("2 weeks ago");
  expect(ago(56 * days)).toBe("8 weeks ago");
  expect(ago(62 * days)).toBe("2 months ago");
  expect(ago(340 * days)).toBe("11 months ago");
  expect(ago(400 * days)).toBe("last year");
  expect(ago(3 * 366 * days)).toBe("3 years ago");
});

test("a clock that is a little ahead does not speak of the future", () => {
  expect(ago(-5_000)).toBe("just now");
});

test("the exact time is the reader's own, with the zone's name", () => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  expect(exactLocalTime("2026-03-12T08:23:31Z")).toMatch(/^12 Mar 2026, \d\d:\d\d:31 /);
  expect(exactLocalTime("2026-03-12T08:23:31Z").endsWith(zone)).toBe(true);
});
