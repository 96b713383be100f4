import { expect, test } from "vitest";
import { gridStep } from "./grid-step";

// 0 1
// 2 3
// 4
test.each([
  ["ArrowRight", 0, 1],
  ["ArrowRight", 4, null],
  ["ArrowLeft", 0, null],
  ["ArrowLeft", 3, 2],
  ["ArrowDown", 1, 3],
  ["ArrowDown", 3, null],
  ["ArrowUp", 1, null],
  ["ArrowUp", 4, 2],
  ["Home", 3, 0],
  ["End", 1, 4],
  ["a", 1, null],
])("%s from %d leads to %s", (key, from, to) => expect(gridStep(key, from, 5, 2)).toBe(to));

test("an empty grid has nowhere to go", () => {
  expect(gridStep("End", 0, 0, 2)).toBeNull();
});
