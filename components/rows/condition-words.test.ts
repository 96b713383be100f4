import { expect, test } from "vitest";
import { objectColumn } from "@/scripts/testing/object-column";
import { conditionWords } from "./condition-words";

const columns = [
  objectColumn("weight", "decimal", { label: "Weight" }),
  objectColumn("status", "choice", { label: "Status" }),
  objectColumn("fragile", "boolean", { label: "Fragile" }),
  objectColumn("seen_at", "datetime_utc", { label: "Seen at" }),
];

test.each([
  [{ column: "weight", operator: "between", values: ["1", "5"] }, "Weight between “1” and “5”"],
  [{ column: "status", operator: "one_of", values: ["held", "delayed"] }, "Status is any of “held” or “delayed”"],
  [{ column: "fragile", operator: "equals", values: ["false"] }, "Fragile is No"],
  [{ column: "seen_at", operator: "is_not_null", values: [] }, "Seen at (UTC) is not null"],
] as const)("a condition says its column, operator and values as the table shows them: %j", (condition, words) => {
  expect(conditionWords(columns, condition)).toBe(words);
});
