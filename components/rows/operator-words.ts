import type { FieldType, Operator } from "@/lib/rows/schema";

const words: Record<Operator, string> = {
  equals: "is",
  not_equals: "is not",
  contains: "contains",
  starts_with: "starts with",
  before: "before",
  on_or_before: "on or before",
  after: "after",
  on_or_after: "on or after",
  less_than: "less than",
  at_most: "at most",
  more_than: "more than",
  at_least: "at least",
  between: "between",
  one_of: "is any of",
  is_empty: "is empty",
  is_null: "is null",
  is_not_null: "is not null",
};

export function operatorWords(operator: Operator): string {
  return words[operator];
}

/** How a value of a type is typed. */
export const typeHints: Record<FieldType, string | undefined> = {
  text: undefined,
  choice: undefined,
  integer: "Whole number",
  bigint: "Whole number",
  decimal: "Number, exact to the last digit",
  float: "Number, NaN or Infinity",
  boolean: undefined,
  date: "2026-11-24, or infinity",
  datetime: "2026-11-24 09:30:00, no time zone",
  datetime_utc: "2026-11-24 09:30:00, in UTC",
  time: "09:30:00",
  uuid: "0f8fad5b-d9cb-469f-a165-70867728950e",
  complex: undefined,
};
