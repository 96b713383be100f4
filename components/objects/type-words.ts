import type { ObjectColumn } from "@/lib/objects/schema";

/** What a field type is called; the server's own name of it stands beside. */
export const typeWords = {
  text: "Text",
  choice: "Choice",
  integer: "Whole number",
  bigint: "Large whole number",
  decimal: "Decimal number",
  float: "Floating-point number",
  boolean: "Yes or no",
  date: "Date",
  datetime: "Date and time",
  datetime_utc: "Date and time in UTC",
  time: "Time of day",
  uuid: "UUID",
  complex: "Complex",
} as const satisfies Record<ObjectColumn["type"], string>;
