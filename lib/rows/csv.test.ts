import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvFileName, csvHeader, csvLine } from "./csv";

const text = { type: "text" } as const;

/** A reader as RFC 4180 has it; an unquoted nothing is null. */
function readLine(line: string): (string | null)[] {
  const cells: (string | null)[] = [];
  const pattern = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy;
  for (const match of line.matchAll(pattern)) {
    const cell = match[1] ?? "";
    cells.push(cell === "" ? null : cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
  }
  return cells;
}

describe("a line", () => {
  test("gives every text back, NULL and an empty text apart", () => {
    const cells = fc.array(fc.option(fc.string({ unit: "binary" })), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(cells, (line) => {
        const read = readLine(
          csvLine(
            line.map(() => text),
            line,
          ),
        );
        expect(read.map((cell) => cell?.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, "") ?? null)).toEqual(
          line.map((cell) => cell?.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, "") ?? null),
        );
      }),
    );
    expect(csvLine([text, text], [null, ""])).toBe(',""\r\n');
  });

  test("never begins a cell with what a spreadsheet runs", () => {
    const beginnings = fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠");
    fc.assert(
      fc.property(beginnings, fc.string(), (beginning, rest) => {
        const [cell] = readLine(csvLine([text], [beginning + rest]));
        expect(cell).toBe(`'${beginning}${rest}`);
      }),
    );
    expect(csvHeader([{ label: "=cmd|' /C calc'!A0" }])).toBe("'=cmd|' /C calc'!A0\r\n");
  });

  test("leaves a negative number a number, but only a number", () => {
    expect(csvLine([{ type: "decimal" }], ["-12.50"])).toBe("-12.50\r\n");
    expect(csvLine([{ type: "decimal" }], ["-1+cmd()"])).toBe("'-1+cmd()\r\n");
    expect(csvLine([text], ["-12.50"])).toBe("'-12.50\r\n");
  });
});

test("a file's name says what is in it and leads nowhere", () => {
  expect(csvFileName("Orders, 2026", "test")).toBe("Orders 2026 (test).csv");
  expect(csvFileName("../../etc/passwd\r\nX: 1", "production")).toBe("etc passwd X 1 (production).csv");
  expect(csvFileName("💥", "development")).toBe("rows (development).csv");
});
