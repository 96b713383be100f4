import { expect, test } from "vitest";
import type { OfferedColumn } from "@/lib/objects/drafts/schema";
import { fitColumns, proposeLabel } from "./fit-columns";

const column = (name: string, rule: Partial<OfferedColumn["rule"]> = {}): OfferedColumn => ({
  name,
  ordinal: null,
  type: "text",
  nativeType: "text",
  choices: null,
  nullable: true,
  mandatory: false,
  generated: false,
  mayRead: true,
  mayInsert: true,
  mayUpdate: true,
  primaryKey: false,
  rule: { lockedIn: null, greyed: null, readOnly: null, ...rule },
});

test("what is locked in joins, what is gone or greyed falls out, and the rest stays as it was chosen", () => {
  const columns = [
    column("id", { lockedIn: "The primary key", readOnly: { value: true, reason: "" } }),
    column("name"),
    column("note"),
    column("area", { greyed: "Of a complex type" }),
  ];
  const chosen = ["gone", "area", "name"].map((name) => ({ name, label: "As typed", readOnly: true }));
  expect(fitColumns(chosen, { columns })).toEqual([
    { name: "id", label: "Id", readOnly: true },
    { name: "name", label: "As typed", readOnly: true },
  ]);
});

test("a label is proposed from the name", () => {
  expect(proposeLabel("unit_price")).toBe("Unit price");
  expect(proposeLabel("__proto__")).toBe("Proto");
  expect(proposeLabel("___")).toBe("___");
});
