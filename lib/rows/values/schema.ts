import type { ObjectColumn } from "../../objects/schema";
import { readMoment } from "./moments/schema";

/** What a value needs to know of its column. */
export type ValueColumn = Pick<ObjectColumn, "type" | "nativeType" | "choices">;

export type ParsedValue = { ok: true; value: string } | { ok: false; sentence: string };

const accepted = (value: string): ParsedValue => ({ ok: true, value });
const refused = (sentence: string): ParsedValue => ({ ok: false, sentence });

/**
 * Reads what somebody typed, or what a server wrote, as a value of the column's type. The value stays a text, exact to its
 * last digit. A moment without a zone in a UTC column is taken as UTC. NULL is no text: it never comes here.
 */
export function parseValue(column: ValueColumn, text: string): ParsedValue {
  const typed = text.trim();
  switch (column.type) {
    case "text":
      return parseText(text);
    case "choice":
      return column.choices?.includes(text) ? accepted(text) : refused("Choose one of the listed values.");
    case "integer":
    case "bigint":
      return parseInteger(column, typed);
    case "decimal":
      return parseDecimal(column, typed);
    case "float":
      return parseFloatText(typed);
    case "boolean":
      return parseBoolean(typed);
    case "uuid":
      return uuid.test(typed)
        ? accepted(typed.toLowerCase())
        : refused("Type a UUID, such as 0f8fad5b-d9cb-469f-a165-70867728950e.");
    case "date":
      return parseMoment("date", typed, "Type a date as 2026-11-24, or infinity.");
    case "datetime":
      return parseMoment("datetime", typed, "Type a date and a time as 2026-11-24 09:30:00.");
    case "datetime_utc":
      return parseMoment("datetime_utc", typed, "Type a date and a time in UTC as 2026-11-24 09:30:00.");
    case "time":
      return parseMoment("time", typed, "Type a time as 09:30:00.");
    case "complex":
      return refused("A value of this type cannot be typed here.");
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function parseText(text: string): ParsedValue {
  if (text.includes("\0")) return refused("A text cannot hold the character NUL.");
  return /\p{Cs}/u.test(text) ? refused("A text cannot hold half a character.") : accepted(text);
}

const integerRanges: Readonly<Record<string, readonly [bigint, bigint]>> = {
  smallint: [-32_768n, 32_767n],
  integer: [-2_147_483_648n, 2_147_483_647n],
  bigint: [-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
};

function parseInteger({ nativeType }: ValueColumn, typed: string): ParsedValue {
  if (!/^[+-]?\d{1,40}$/.test(typed)) return refused("Type a whole number.");
  const value = BigInt(typed.replace("+", ""));
  const range = Object.hasOwn(integerRanges, nativeType) ? integerRanges[nativeType] : undefined;
  if (range !== undefined && (value < range[0] || value > range[1])) {
    return refused(`Type a whole number from ${range[0]} to ${range[1]}.`);
  }
  return accepted(value.toString());
}

const number = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,5}))?$/i;
const special = new Map([
  ["nan", "NaN"],
  ["infinity", "Infinity"],
  ["+infinity", "Infinity"],
  ["inf", "Infinity"],
  ["-infinity", "-Infinity"],
  ["-inf", "-Infinity"],
]);

function isNumber(typed: string): boolean {
  const match = number.exec(typed);
  return match !== null && `${match[2] ?? ""}${match[3] ?? ""}` !== "";
}

function parseDecimal({ nativeType }: ValueColumn, typed: string): ParsedValue {
  const named = special.get(typed.toLowerCase());
  if (named !== undefined) return accepted(named);
  if (!isNumber(typed)) return refused("Type a number, such as 1284.50.");
  const scale = /^(?:numeric|decimal)\(\d+(?:,(\d+))?\)$/.exec(nativeType);
  if (scale !== null) {
    // The server would round it without a word.
    const digits = Number(scale[1] ?? 0);
    if (fractionDigits(typed) > digits) {
      return refused(digits === 0 ? "Type a whole number." : `Type at most ${digits} digits after the point.`);
    }
  }
  return accepted(typed.replace(/^\+/, ""));
}

function fractionDigits(typed: string): number {
  const match = number.exec(typed);
  const fraction = match?.[3] ?? "";
  const exponent = Number(match?.[4] ?? 0);
  if (exponent === 0) return fraction.replace(/0+$/, "").length;
  const all = `${match?.[2] ?? ""}${fraction}`.replace(/0+$/, "");
  const point = (match?.[2] ?? "").length + exponent;
  return Math.max(0, all.length - point);
}

function parseFloatText(typed: string): ParsedValue {
  const named = special.get(typed.toLowerCase());
  if (named !== undefined) return accepted(named);
  return isNumber(typed) ? accepted(typed.replace(/^\+/, "")) : refused("Type a number, such as 1284.5, or NaN.");
}

function parseBoolean(typed: string): ParsedValue {
  if (/^(t|true|yes|1)$/i.test(typed)) return accepted("true");
  if (/^(f|false|no|0)$/i.test(typed)) return accepted("false");
  return refused("Choose Yes or No.");
}

function parseMoment(
  type: "date" | "datetime" | "datetime_utc" | "time",
  typed: string,
  sentence: string,
): ParsedValue {
  const value = readMoment(type, typed);
  return value === null ? refused(sentence) : accepted(value);
}
