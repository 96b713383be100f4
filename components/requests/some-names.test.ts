import { expect, test } from "vitest";
import { someNames } from "./some-names";

test.each([
  [[], ""],
  [["Ines"], "Ines"],
  [["Ines", "Priya"], "Ines or Priya"],
  [["Ines", "Priya", "Aiko"], "Ines, Priya or 1 more"],
])("of %j are said", (names, words) => {
  expect(
    someNames(
      names.map((name) => ({ name })),
      "or",
    ),
  ).toBe(words);
});
