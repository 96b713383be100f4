import { expect, test } from "vitest";
import type { Admin } from "@/lib/admins/schema";
import { nextSort, sortAdmins } from "./sort-admins";

const admin = (name: string, addedBy: string | null, addedAt: string): Admin => ({
  userId: name,
  name,
  email: `${name}@norrvik.example`,
  addedBy,
  addedAt,
  self: false,
});
const admins = [
  admin("Żaneta", "Ines", "2026-03-01T00:00:00Z"),
  admin("ana", null, "2026-01-01T00:00:00Z"),
  admin("Bo", "Ana", "2026-02-01T00:00:00Z"),
];
const order = (sorted: readonly Admin[]) => sorted.map(({ name }) => name);

test("names sort as people read them", () => {
  expect(order(sortAdmins(admins, { column: "name", direction: "ascending" }))).toEqual(["ana", "Bo", "Żaneta"]);
});

test("dates sort by time, both ways", () => {
  expect(order(sortAdmins(admins, { column: "addedAt", direction: "descending" }))).toEqual(["Żaneta", "Bo", "ana"]);
});

test("who created it comes before those who were added", () => {
  expect(order(sortAdmins(admins, { column: "addedBy", direction: "ascending" }))).toEqual(["ana", "Bo", "Żaneta"]);
});

test("among equals the creator comes first, then names", () => {
  const at = "2026-01-01T00:00:00Z";
  const equals = [admin("Bo", "Ines", at), admin("Ines", null, at), admin("Ana", "Ines", at)];
  expect(order(sortAdmins(equals, { column: "addedAt", direction: "ascending" }))).toEqual(["Ines", "Ana", "Bo"]);
});

test("a header sorts names up and dates down at first, then turns", () => {
  const byDate = nextSort({ column: "name", direction: "ascending" }, "addedAt");
  expect(byDate).toEqual({ column: "addedAt", direction: "descending" });
  expect(nextSort(byDate, "addedAt").direction).toBe("ascending");
  expect(nextSort(byDate, "email").direction).toBe("ascending");
});
