import { expect, test } from "vitest";
import { objectColumn } from "@/scripts/testing/object-column";
import type { ObjectDefinition } from "../objects/schema";
import { refuseNewRow } from "./new-row";

const key = objectColumn("id", "bigint", { primaryKey: true, readOnly: true, nullable: false });
const needed = objectColumn("status", "text", { label: "State", nullable: false, mandatory: true });

function version(...columns: ObjectDefinition["columns"]): ObjectDefinition {
  return { table: { schema: "sales", name: "orders" }, columns: [key, ...columns], membersWithUseMay: "write" };
}

test("a row can be made where every mandatory column can be written", () => {
  expect(refuseNewRow(version(needed))).toBeNull();
  expect(refuseNewRow(version(objectColumn("note", "text", { readOnly: true })))).toBeNull();
});

test("no row can be made where a mandatory column is read-only, and it is named as its readers know it", () => {
  expect(refuseNewRow(version({ ...needed, readOnly: true }))).toContain("“State”");
});

test("no row can be made where the database user could not when the version was published", () => {
  expect(refuseNewRow({ ...version(needed), takesNewRows: false })).toContain("database user");
});
