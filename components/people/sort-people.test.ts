import { expect, test } from "vitest";
import { type ListedPerson, nextSort, sortPeople } from "./sort-people";

const person = (name: string, addedBy: string | null, addedAt: string): ListedPerson => ({
  userId: name,
  name,
  email: `${name}@norrvik.example`,
  addedBy,
  addedAt,
  self: false,
});
const people = [
  person("Żaneta", "Ines", "2026-03-01T00:00:00Z"),
  person("ana", null, "2026-01-01T00:00:00Z"),
  person("Bo", "Ana", "2026-02-01T00:00:00Z"),
];
const order = (sorted: readonly ListedPerson[]) => sorted.map(({ name }) => name);

test("names sort as people read them", () => {
  expect(order(sortPeople(people, { column: "name", direction: "asc" }))).toEqual(["ana", "Bo", "Żaneta"]);
});

test("dates sort by time, both ways", () => {
  expect(order(sortPeople(people, { column: "addedAt", direction: "desc" }))).toEqual(["Żaneta", "Bo", "ana"]);
});

test("who created it comes before those who were added", () => {
  expect(order(sortPeople(people, { column: "addedBy", direction: "asc" }))).toEqual(["ana", "Bo", "Żaneta"]);
});

test("among equals the creator comes first, then names", () => {
  const at = "2026-01-01T00:00:00Z";
  const equals = [person("Bo", "Ines", at), person("Ines", null, at), person("Ana", "Ines", at)];
  expect(order(sortPeople(equals, { column: "addedAt", direction: "asc" }))).toEqual(["Ines", "Ana", "Bo"]);
});

test("a header sorts names up and dates down at first, then turns", () => {
  const byDate = nextSort({ column: "name", direction: "asc" }, "addedAt");
  expect(byDate).toEqual({ column: "addedAt", direction: "desc" });
  expect(nextSort(byDate, "addedAt").direction).toBe("asc");
  expect(nextSort(byDate, "email").direction).toBe("asc");
});
