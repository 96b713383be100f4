import { expect, test } from "vitest";
import { initials } from "./initials";

test("a person is the first letters of the first and the last name", () => {
  expect(initials("Ines Albrecht")).toBe("IA");
  expect(initials("Aleksandra Maria Konstantinopolska-Wiśniewska")).toBe("AK");
  expect(initials("  sofía   beltrán ")).toBe("SB");
});

test("one name gives one letter, signs before it are passed over", () => {
  expect(initials("Madonna")).toBe("M");
  expect(initials("(Ops) team")).toBe("OT");
  expect(initials("")).toBe("");
});

test("a letter outside the basic plane stays whole", () => {
  expect(initials("𝒜da Lovelace")).toBe("𝒜L");
});
