import type { ObjectColumn } from "@/lib/objects/schema";
import { countCap } from "@/lib/rows/schema";

export type ShownColumn = Pick<ObjectColumn, "type" | "primaryKey">;

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const quantities: ReadonlySet<string> = new Set(["integer", "bigint", "decimal", "float"]);

/** A column's name to people. Moments with a zone are shown in UTC, which is said once. */
export function headerText({ label, type }: Pick<ObjectColumn, "label" | "type">): string {
  return type === "datetime_utc" ? `${label} (UTC)` : label;
}

/** Quantities stand right; keys and identifiers stand left. */
export function isQuantity({ type, primaryKey }: ShownColumn): boolean {
  return quantities.has(type) && !primaryKey;
}

/**
 * A value as people read it: thousands grouped, a day with its month's name. No digit is lost, and what does not look like
 * its type stays as the server wrote it.
 */
export function shownText(column: ShownColumn, text: string): string {
  if (isQuantity(column)) return grouped(text);
  switch (column.type) {
    case "date":
      return shownDay(text) ?? text;
    case "datetime":
    case "datetime_utc":
      return shownMoment(text) ?? text;
    default:
      return text;
  }
}

export function isYes(text: string): boolean {
  return text === "t" || text === "true" || text === "1";
}

export function isNo(text: string): boolean {
  return text === "f" || text === "false" || text === "0";
}

/** "1.2 MB": of a cell that was cut. */
export function shownBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function shownCount(count: number): string {
  return grouped(String(count));
}

/** "10,000+" beyond what is counted. */
export function cappedText(count: number): string {
  return count > countCap ? `${shownCount(countCap)}+` : shownCount(count);
}

function grouped(text: string): string {
  const match = /^([+-]?)(\d+)((?:\.\d+)?)$/.exec(text);
  if (match === null) return text;
  const [, sign = "", whole = "", fraction = ""] = match;
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${fraction}`;
}

function shownDay(text: string): string | null {
  const match = /^(\d{4,7})-(\d{2})-(\d{2})( BC)?$/.exec(text);
  const month = months[Number(match?.[2]) - 1];
  if (match === null || month === undefined) return null;
  return `${Number(match[3])} ${month} ${match[1]}${match[4] ?? ""}`;
}

function shownMoment(text: string): string | null {
  // The session's zone is UTC: an offset of nothing is said once, in the column's header.
  const match = /^(\d{4,7}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?(?:\+00(?::?00)?|Z)?( BC)?$/.exec(text);
  const day = match === null ? null : shownDay(`${match[1]}${match[4] ?? ""}`);
  if (match === null || day === null) return null;
  const seconds = match[3] === undefined || match[3] === ":00" ? "" : match[3];
  return `${day}, ${match[2]}${seconds}`;
}
