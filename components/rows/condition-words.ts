import type { ObjectColumn } from "@/lib/objects/schema";
import type { Condition } from "@/lib/rows/schema";
import { listed } from "../ui/listed";
import { headerText, isNo, isYes } from "./format";
import { operatorWords } from "./operator-words";

/** A condition in one's own words: "Weight between “1” and “5”". */
export function conditionWords(
  columns: readonly ObjectColumn[],
  { column: name, operator, values }: Condition,
): string {
  const column = columns.find((each) => each.name === name);
  const label = column === undefined ? name : headerText(column);
  const said = values.map((value) => (column?.type === "boolean" ? yesOrNo(value) : `“${value}”`));
  return `${label} ${operatorWords(operator)} ${listed(said, operator === "between" ? "and" : "or")}`.trim();
}

function yesOrNo(value: string): string {
  if (isYes(value)) return "Yes";
  return isNo(value) ? "No" : value;
}
