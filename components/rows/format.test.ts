import fc from "fast-check";
import { expect, test } from "vitest";
import { cappedText, shownBytes, shownText } from "./format";

test("a quantity is grouped and keeps every digit; a key is not grouped", () => {
  const numbers = fc.stringMatching(/^-?[1-9][0-9]{0,30}(\.[0-9]{1,20})?$/);
  fc.assert(
    fc.property(
      numbers,
      (text) => shownText({ type: "decimal", primaryKey: false }, text).replaceAll(",", "") === text,
    ),
  );
  expect(shownText({ type: "decimal", primaryKey: false }, "1234567.8900")).toBe("1,234,567.8900");
  expect(shownText({ type: "bigint", primaryKey: true }, "884170")).toBe("884170");
  expect(shownText({ type: "float", primaryKey: false }, "NaN")).toBe("NaN");
});

test("a moment is read as people write it, with its seconds where it has some", () => {
  const utc = { type: "datetime_utc", primaryKey: false } as const;
  expect(shownText(utc, "2026-11-24 09:30:00+00")).toBe("24 Nov 2026, 09:30");
  expect(shownText(utc, "2026-11-24 09:30:15.000001+00")).toBe("24 Nov 2026, 09:30:15.000001");
  expect(shownText(utc, "0044-03-15 12:00:00+00 BC")).toBe("15 Mar 0044 BC, 12:00");
  expect(shownText(utc, "2026-11-24 09:30:00+05:45")).toBe("2026-11-24 09:30:00+05:45");
  expect(shownText(utc, "infinity")).toBe("infinity");
  expect(shownText({ type: "date", primaryKey: false }, "2026-11-04")).toBe("4 Nov 2026");
});

test("a count stops where counting stopped, and a size is one that people know", () => {
  expect(cappedText(10_000)).toBe("10,000");
  expect(cappedText(10_001)).toBe("10,000+");
  expect(shownBytes(20 * 1024 * 1024)).toBe("20.0 MB");
});
