import { expect, test } from "vitest";
import { countObjects, matchingObjects } from "./matching-objects";

const object = (name: string, table: string) => ({ id: name, name, table, version: 1, drifted: false });
const apps = [
  { id: "1", name: "Storefront", objects: [object("Order book", "sales.orders"), object("Stock", "ops.stock")] },
  { id: "2", name: "Åkeri", objects: [object("Trucks", "fleet.trucks")] },
];

test.each([
  ["", ["Order book", "Stock", "Trucks"]],
  ["  ", ["Order book", "Stock", "Trucks"]],
  ["ORDER", ["Order book"]],
  ["ops.", ["Stock"]],
  ["storefront", ["Order book", "Stock"]],
  ["A\u030akeri", ["Trucks"]],
  ["payroll", []],
])("%j finds %j", (typed, names) => {
  const found = matchingObjects(apps, typed);
  expect(found.flatMap(({ objects }) => objects.map(({ name }) => name))).toEqual(names);
  expect(countObjects(found)).toBe(names.length);
});
