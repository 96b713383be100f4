import { expect, test } from "vitest";
import { listed } from "./listed";

test("names are listed as one says them", () => {
  expect(listed([])).toBe("");
  expect(listed(["Ines"])).toBe("Ines");
  expect(listed(["Ines", "Tomasz"])).toBe("Ines and Tomasz");
  expect(listed(["Ines", "Tomasz", "3 more"])).toBe("Ines, Tomasz and 3 more");
  expect(listed(["Research and trade", "Ines"], "or")).toBe("Research and trade or Ines");
});
