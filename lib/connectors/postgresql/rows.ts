import { z } from "zod";
import { ConnectorFailure } from "../failures";
import type { Cell, Column, ReadQuery, Refusal, Row, RowChange, RowsRead, WriteResult } from "../rows";
import { compileChange, compileCount, compileFind, compileRead, type Statement, widthOf } from "../sql/compile";
import { parsed } from "./catalog";

/** Sends one statement and resolves with its rows. Throws ConnectorFailure. */
export type Ask = (statement: Statement) => Promise<unknown>;

// By hand: as a schema it took longer than all else that is done with a page.
function rowsOf(answer: unknown): (string | null)[][] {
  if (Array.isArray(answer) && answer.every(isRow)) return answer;
  throw new ConnectorFailure("protocol", { reason: "rows" });
}

function isRow(row: unknown): row is (string | null)[] {
  return Array.isArray(row) && row.every((cell) => cell === null || typeof cell === "string");
}

export async function readRows(ask: Ask, query: ReadQuery): Promise<RowsRead> {
  const rows = rowsOf(await send(ask, compileRead(query)));
  const read = rows.map((cells) => rowOf(cells, query.columns, query.whole === true));
  return { rows: query.backwards ? read.reverse() : read };
}

export async function countRows(ask: Ask, query: Pick<ReadQuery, "table" | "where">, cap: number): Promise<number> {
  const [[count]] = parsed(z.tuple([z.tuple([z.string().regex(/^\d+$/)])]), await send(ask, compileCount(query, cap)));
  return Number(count);
}

/** One statement decides; only when it found nothing is the row looked for once more, to say why. */
export async function writeRow(ask: Ask, change: RowChange): Promise<WriteResult> {
  const find = async (statement: Statement) => rowsOf(await send(ask, statement))[0];
  try {
    const written = await find(compileChange(change));
    if (written !== undefined) return { outcome: "written", row: rowOf(written, change.columns, false) };
    if (change.kind === "insert") throw new ConnectorFailure("protocol", { reason: "an insert without a row" });
    const now = await find(compileFind(change, change.keyValue));
    return now === undefined ? { outcome: "gone" } : { outcome: "changed", row: rowOf(now, change.columns, false) };
  } catch (error) {
    const refusal = error instanceof ConnectorFailure ? refusalOf(error, change) : null;
    if (refusal === null) throw error;
    return { outcome: "refused", refusal };
  }
}

/** Half a character cannot be sent: another one would go in its place, and mean another row. */
async function send(ask: Ask, statement: Statement): Promise<unknown> {
  if (statement.values.some((value) => value !== null && /\p{Surrogate}/u.test(value))) {
    throw new ConnectorFailure("value_refused", { reason: "half a character" });
  }
  return ask(statement);
}

/** `cut` and the mark in front of every other place: see `place` in sql/compile.ts. */
const placeMark = "at ";

function rowOf(answer: readonly (string | null)[], columns: readonly Column[], whole: boolean): Row {
  let at = 0;
  const cells = columns.map((column): Cell => {
    const text = answer[at] ?? null;
    const size = widthOf(column, whole) === 2 ? (answer[at + 1] ?? null) : null;
    at += widthOf(column, whole);
    if (size === null || text === null) return text;
    const [bytes = "", digest = ""] = size.split(" ");
    return { start: text, bytes: Number(bytes), digest };
  });
  if (answer.length !== at + 2) throw new ConnectorFailure("protocol", { reason: "number of cells" });
  const sorted = answer[at] ?? null;
  const key = answer[at + 1] ?? null;
  if (key === null || sorted === "cut") return { cells, position: null };
  return { cells, position: { sorted: sorted === null ? null : sorted.slice(placeMark.length), key } };
}

const refusalByState: Record<string, Refusal["why"]> = {
  "22001": "too_long",
  "22003": "out_of_range",
  "22007": "malformed",
  "22008": "out_of_range",
  "22021": "malformed",
  "22P02": "malformed",
  "22P05": "malformed",
  "23001": "referenced",
  "23502": "missing",
  "23505": "duplicate",
  "23514": "check",
  "25006": "not_allowed",
  "42501": "not_allowed",
  "428C9": "not_allowed",
  "44000": "check",
};

/** Classes of SQLSTATE by which a server speaks of the values or of its own rules, and not of its state. */
const speaksOfRules = /^(22|23|P0|0A|44|55000)/;

const longestName = 200;
const name = z
  .string()
  .transform((text) => text.slice(0, longestName))
  .nullable()
  .catch(null);
const serverError = z.object({
  code: z.string(),
  table: name.default(null),
  column: name.default(null),
  constraint: name.default(null),
});

function refusalOf(failure: ConnectorFailure, change: RowChange): Refusal | null {
  const error = serverError.safeParse({ ...fieldsOf(failure.cause) });
  if (!error.success) {
    return failure.kind === "value_refused" ? { why: "malformed", column: null, constraint: null } : null;
  }
  const { code, table, column, constraint } = error.data;
  // The table that is named is the one that refers, whichever of the two was changed.
  if (code === "23503") {
    const refers = change.kind !== "delete" && table === change.table.name;
    return { why: refers ? "reference" : "referenced", column, constraint };
  }
  const why = refusalByState[code] ?? (speaksOfRules.test(code) ? "server_rule" : null);
  return why === null ? null : { why, column, constraint };
}

function fieldsOf(cause: unknown): Record<string, unknown> {
  if (!(cause instanceof Error)) return {};
  return {
    code: Reflect.get(cause, "code"),
    table: Reflect.get(cause, "table"),
    column: Reflect.get(cause, "column"),
    constraint: Reflect.get(cause, "constraint"),
  };
}
