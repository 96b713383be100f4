import type { ObjectColumn } from "../../objects/schema";
import {
  type Condition,
  conditionSchema,
  longestCursor,
  mostConditions,
  operatorsOf,
  type RowsRequestView,
} from "../schema";
import { parseValue } from "../values/schema";

/** What the screen shows, all of it in the address: what is asked for, and the columns that are hidden on this screen. */
export type RowsView = RowsRequestView & {
  hidden: readonly string[];
  /** Which row of all the first one on the page was, when one came here page by page: for people only. */
  first: number;
};

/** Types that have no order, and that a person cannot type. */
const unordered: ReadonlySet<string> = new Set(["complex"]);

export function isSortable(column: Pick<ObjectColumn, "type">): boolean {
  return !unordered.has(column.type);
}

/**
 * A condition as it is asked for, with its values read by the column's type; a sentence where it is none: no such column,
 * an operator of another type, the wrong number of values, a value that the type does not have.
 */
export function readCondition(columns: readonly ObjectColumn[], { column, operator, values }: Condition) {
  const about = columns.find(({ name }) => name === column);
  if (about === undefined) return { ok: false, sentence: "This column is not part of the object any more." } as const;
  const allowed: readonly string[] = operatorsOf[about.type];
  if (!allowed.includes(operator)) return { ok: false, sentence: "This column cannot be filtered like that." } as const;
  const [least, most] = countsOf(operator);
  if (values.length < least || values.length > most) {
    return { ok: false, sentence: least === 2 ? "Type both values." : "Type a value." } as const;
  }
  const read: string[] = [];
  for (const value of values) {
    const parsed = parseValue(about, value);
    if (!parsed.ok) return parsed;
    read.push(parsed.value);
  }
  return { ok: true, condition: { column, operator, values: read } satisfies Condition } as const;
}

/** How many values an operator takes, at least and at most. */
export function countsOf(operator: Condition["operator"]): readonly [least: number, most: number] {
  if (operator === "between") return [2, 2];
  if (operator === "one_of") return [1, 100];
  return operator === "is_null" || operator === "is_not_null" || operator === "is_empty" ? [0, 0] : [1, 1];
}

/** Reads the address. What it names and the object does not have is passed over: a bookmark must keep working. */
export function parseRowsView(query: URLSearchParams, columns: readonly ObjectColumn[]): RowsView {
  const where: Condition[] = [];
  for (const written of query.getAll("where").slice(0, mostConditions)) {
    const condition = parseCondition(written);
    if (condition === null) continue;
    const read = readCondition(columns, condition);
    if (read.ok) where.push(read.condition);
  }
  const sorted = columns.find((column) => column.name === query.get("sort") && isSortable(column));
  const direction = query.get("direction") === "desc" ? "desc" : "asc";
  const after = cursorOf(query.get("after"));
  const hidden = new Set(query.getAll("hide"));
  return {
    where,
    sort: sorted === undefined ? null : { column: sorted.name, direction },
    after,
    before: after === null ? cursorOf(query.get("before")) : null,
    first: firstOf(query.get("first")),
    hidden: columns.filter(({ name, primaryKey }) => !primaryKey && hidden.has(name)).map(({ name }) => name),
  };
}

/**
 * Writes a view with some of it changed. Anything but paging and hiding starts again at the first page: a cursor belongs to
 * one order and one set of conditions.
 */
export function writeRowsView(view: RowsView, patch: Partial<RowsView> = {}): URLSearchParams {
  const stays = "hidden" in patch && Object.keys(patch).length === 1;
  const paging = "after" in patch || "before" in patch;
  const next: RowsView = { ...view, ...(stays ? {} : { after: null, before: null, first: 1 }), ...patch };
  const query = new URLSearchParams();
  for (const { column, operator, values } of next.where) {
    query.append("where", JSON.stringify([column, operator, ...values]));
  }
  if (next.sort !== null) {
    query.set("sort", next.sort.column);
    if (next.sort.direction === "desc") query.set("direction", "desc");
  }
  for (const column of next.hidden) query.append("hide", column);
  if ((paging || stays) && next.after !== null) query.set("after", next.after);
  else if ((paging || stays) && next.before !== null) query.set("before", next.before);
  if (next.first > 1) query.set("first", String(next.first));
  return query;
}

function parseCondition(written: string): Condition | null {
  const parsed = parseJson(written);
  if (!Array.isArray(parsed)) return null;
  const [column, operator, ...values]: unknown[] = parsed;
  const read = conditionSchema.safeParse({ column, operator, values });
  return read.success ? read.data : null;
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function cursorOf(written: string | null): string | null {
  return written !== null && written.length <= longestCursor && /^[\w-]+$/.test(written) ? written : null;
}

function firstOf(written: string | null): number {
  return written !== null && /^[1-9]\d{0,8}$/.test(written) ? Number(written) : 1;
}
