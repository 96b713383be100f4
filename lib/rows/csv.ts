import type { ObjectColumn } from "../objects/schema";

/** What a spreadsheet takes for the beginning of a formula, full-width forms included. */
const formula = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const plainNumber = /^-\d+(\.\d+)?(e[+-]?\d+)?$/i;
const numeric: ReadonlySet<string> = new Set(["integer", "bigint", "decimal", "float"]);

/** One line of a CSV file (RFC 4180). NULL is nothing at all, an empty text is `""`. */
export function csvLine(columns: readonly Pick<ObjectColumn, "type">[], cells: readonly (string | null)[]): string {
  return `${cells.map((cell, at) => csvCell(columns[at]?.type ?? "text", cell)).join(",")}\r\n`;
}

/** The names of the columns, which are text like any other. */
export function csvHeader(columns: readonly Pick<ObjectColumn, "label">[]): string {
  return csvLine(
    columns.map(() => ({ type: "text" })),
    columns.map(({ label }) => label),
  );
}

function csvCell(type: ObjectColumn["type"], cell: string | null): string {
  if (cell === null) return "";
  // A negative number of a number column stays a number; everything else that begins a formula is made text.
  const harmless = !formula.test(cell) || (numeric.has(type) && plainNumber.test(cell));
  const safe = harmless ? cell : `'${cell}`;
  return safe === "" || /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A file's name that every system takes: letters, digits, space, dot and dash of what it is of, and what tells it apart. */
export function csvFileName(of: string, apart: string): string {
  const name = of
    .normalize("NFC")
    .replace(/[^\p{L}\p{N} -]/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 80)
    .trim();
  return `${name === "" ? "rows" : name} (${apart}).csv`;
}
