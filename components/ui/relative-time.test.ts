import { expect, test } from "vitest";
import { exactTime, relativeTime } from "./relative-time";

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

test("the exact time is the browser's own, with the zone's name", () => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  expect(exactTime("2026-03-12T08:23:31Z", null)).toMatch(/^12 Mar 2026, \d\d:\d\d:31 /);
  expect(exactTime("2026-03-12T08:23:31Z", null).endsWith(zone)).toBe(true);
});

test("or in the zone that the reader chose, summer and winter; one that the browser does not know is as none", () => {
  expect(exactTime("2026-03-12T08:23:31Z", "Europe/Oslo")).toBe("12 Mar 2026, 09:23:31 Europe/Oslo");
  expect(exactTime("2026-07-12T23:23:31Z", "Europe/Oslo")).toBe("13 Jul 2026, 01:23:31 Europe/Oslo");
  expect(exactTime("2026-03-12T08:23:31Z", "Asia/Kolkata")).toBe("12 Mar 2026, 13:53:31 Asia/Kolkata");
  expect(exactTime("2026-03-12T08:23:31Z", "UTC")).toBe("12 Mar 2026, 08:23:31 UTC");
  expect(exactTime("2026-03-12T08:23:31Z", "Mars/Olympus")).toBe(exactTime("2026-03-12T08:23:31Z", null));
});
