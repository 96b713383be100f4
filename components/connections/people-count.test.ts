import { expect, test } from "vitest";
import { peopleCount } from "./people-count";

const person = { id: "u1", name: "Ines Albrecht" };
const endsAt = "2026-03-12T12:00:00Z";

test.each([
  ["nobody", [], 0, 0],
  ["admins without an end", [person], 1, 1],
  ["more than are named", [person], 12, 12],
  ["one for a time beside one without an end", [person, { ...person, breakGlass: { endsAt } }], 1, 2],
  ["one for a time alone", [{ ...person, breakGlass: { endsAt } }], 0, 1],
  ["a broken glass until revoked, which is counted already", [{ ...person, breakGlass: { endsAt: null } }], 1, 1],
])("%s", (_name, admins, adminCount, count) => {
  expect(peopleCount({ admins, adminCount })).toBe(count);
});
