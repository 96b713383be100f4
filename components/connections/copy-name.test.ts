import { expect, test } from "vitest";
import { nameProblem } from "./connector-draft";
import { copyName } from "./copy-name";

test("a copy is named after its original", () => {
  expect(copyName("Orders warehouse")).toBe("Orders warehouse copy");
});

test("the longest name still gives a name that may be stored", () => {
  const name = copyName("🌉".repeat(100));
  expect([...name]).toHaveLength(100);
  expect(nameProblem(name)).toBeNull();
});
