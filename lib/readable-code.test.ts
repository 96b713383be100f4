import { expect, test } from "vitest";
import { normalizedCode, readableCode } from "./readable-code";

test("a code has groups of four digits without I, L, O and U", () => {
  for (let round = 0; round < 200; round += 1) {
    expect(readableCode(2)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  }
  expect(new Set(Array.from({ length: 1000 }, () => readableCode(2))).size).toBe(1000);
});

test("a code is understood however it is typed", () => {
  const code = "0A1B-CD2E";
  for (const typed of [code, "0a1b cd2e", " OaIb-cd2e\n", "oalbcd2e"]) {
    expect(normalizedCode(typed)).toBe(normalizedCode(code));
  }
  expect(normalizedCode("0A1B-CD2F")).not.toBe(normalizedCode(code));
});
