import { expect, test } from "vitest";
import { hashPassword, passwordFits } from "./password";

test("passwords are hashed with argon2id at the chosen cost, each with its own salt", async () => {
  const [first, second] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(first).not.toBe(second);
});

test("only the password itself fits, however its accents were typed", async () => {
  const stored = await hashPassword("größe und länge");
  expect(await passwordFits(stored, "größe und länge".normalize("NFD"))).toBe(true);
  expect(await passwordFits(stored, "grosse und lange")).toBe(false);
  expect(await passwordFits(null, "größe und länge")).toBe(false);
});
