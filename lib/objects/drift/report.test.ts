import { describe, expect, test } from "vitest";
import { grantStatement } from "@/lib/connectors/postgresql/grants";
import type { CatalogColumn, TableSight } from "@/lib/connectors/rows";
import { objectColumn } from "@/scripts/testing/object-column";
import { spoken } from "../drafts/definition";
import { rehearse } from "../rehearsal/rehearse";
import { renamesOf } from "../rehearsal/renames";
import type { ObjectColumn, ObjectDefinition } from "../schema";
import { repairOf } from "./repair";
import { driftWords, reportOf } from "./report";

const key = objectColumn("id", "bigint", { primaryKey: true, readOnly: true, nullable: false, ordinal: 1 });
const note = objectColumn("note", "text", { label: "Note", ordinal: 2 });
const total = objectColumn("total", "decimal", { label: "Total", ordinal: 3 });

const version = (columns: readonly ObjectColumn[] = [key, note, total]): ObjectDefinition => ({
  table: { schema: "sales", name: "orders" },
  columns: [...columns],
  membersWithUseMay: "write",
});

const live = (column: ObjectColumn, change: Partial<CatalogColumn> = {}): CatalogColumn => {
  const { name, type, nativeType, nullable, mandatory, generated, choices, ordinal = null } = column;
  const may = { mayRead: true, mayInsert: true, mayUpdate: true };
  return { name, type, nativeType, nullable, mandatory, generated, choices, ordinal, ...may, ...change };
};

function table(columns: readonly CatalogColumn[] = [key, note, total].map((column) => live(column))): TableSight {
  return {
    schema: "sales",
    name: "orders",
    kind: "table",
    primaryKey: [{ name: "id", type: "bigint", nativeType: "bigint" }],
    mandatoryComplex: [],
    comment: null,
    mayDelete: true,
    mayUseSchema: true,
    lockedSequences: [],
    columns,
  };
}

const plain = (text: string) => text.replaceAll(/[\u2068\u2069]/g, "");

describe("a column that is gone", () => {
  const remark = live(note, { name: "remark" });
  const unnumbered = version([key, note, total].map(({ ordinal: _, ...column }) => column));
  const renamed = (definition: ObjectDefinition, columns: readonly CatalogColumn[]) =>
    [...renamesOf(definition, table(columns))].map(([from, { to, isKnown }]) => [from, to.name, isKnown]);

  test("was renamed when its number has another name now, and was dropped when nothing has its number", () => {
    expect(renamed(version(), [live(key), remark, live(total)])).toEqual([["note", "remark", true]]);
    expect(renamed(version(), [live(key), { ...remark, ordinal: 4 }, live(total)])).toEqual([]);
    expect(renamed(version(), [live(key), { ...remark, nativeType: "integer" }, live(total)])).toEqual([]);
  });

  test("is known by its looks alone where numbers say nothing, as long as there is one that looks like it", () => {
    expect(renamed(unnumbered, [live(key), remark, live(total)])).toEqual([["note", "remark", false]]);
    expect(renamed(unnumbered, [live(key), remark, { ...remark, name: "other" }, live(total)])).toEqual([]);
    expect(renamed(unnumbered, [live(key), { ...remark, nullable: false }, live(total)])).toEqual([]);
    const twins = version([key, note, { ...note, name: "twin" }, total].map(({ ordinal: _, ...column }) => column));
    expect(renamed(twins, [live(key), remark, live(total)])).toEqual([]);
  });

  test("is not looked for by number in a table whose columns stand in another order", () => {
    const moved = [
      live(key, { ordinal: 3 }),
      live(total, { ordinal: 1 }),
      { ...live(objectColumn("x", "text")), ordinal: 2 },
    ];
    expect(renamed(version(), moved)).toEqual([["note", "x", false]]);
  });
});

describe("the repair", () => {
  const steps = (definition: ObjectDefinition, sight: TableSight) => {
    const repair = repairOf(definition, sight);
    return "refusal" in repair ? spoken(repair.refusal) : repair.steps.map((step) => plain(spoken(step)));
  };
  const columnsOf = (definition: ObjectDefinition, sight: TableSight) => {
    const repair = repairOf(definition, sight);
    return "refusal" in repair ? [] : repair.draft.columns.map(({ name, label, readOnly }) => [name, label, readOnly]);
  };

  test("changes nothing where nothing has changed", () => {
    expect(steps(version(), table())).toEqual([]);
    expect(columnsOf(version(), table())).toEqual([
      ["id", "id", true],
      ["note", "Note", false],
      ["total", "Total", false],
    ]);
  });

  test("drops what is gone, follows what was renamed with its label, and adds what new rows need", () => {
    const region = live(objectColumn("region", "text"), { mandatory: true, nullable: false });
    const sight = table([live(key), live(note, { name: "remark" }), region]);
    expect(columnsOf(version(), sight)).toEqual([
      ["id", "id", true],
      ["remark", "Note", false],
      ["region", "", false],
    ]);
    expect(steps(version(), sight)).toEqual([
      "Leaves out column total.",
      "Follows column note to remark and keeps its label.",
      "Adds column region, which new rows need.",
    ]);
  });

  test("fits the switches to the privileges, and takes over types", () => {
    const sight = table([
      live(key),
      live(note, { mayUpdate: false }),
      live(total, { nativeType: "integer", type: "integer" }),
    ]);
    expect(columnsOf(version(), sight).map(([, , readOnly]) => readOnly)).toEqual([true, true, false]);
    expect(steps(version(), sight)).toEqual([
      "Takes over how column total changed on the server.",
      "Makes column note read-only.",
    ]);
  });

  test("leaves out what cannot be read or shown any more", () => {
    const sight = table([
      live(key),
      live(note, { mayRead: false }),
      live(total, { type: "complex", nativeType: "jsonb" }),
    ]);
    expect(columnsOf(version(), sight)).toEqual([["id", "id", true]]);
    expect(steps(version(), sight)).toEqual(["Leaves out columns note and total."]);
  });

  test.each([
    ["without a table", null],
    ["of a table that may not be read", { ...table(), mayUseSchema: false }],
    ["of a table without a primary key", { ...table(), primaryKey: [] }],
  ])("is refused %s", (_, sight) => {
    expect(repairOf(version(), sight)).toEqual({ refusal: expect.anything() });
  });
});

describe("what a check says", () => {
  const changed = table([live(key), live(note)]);
  const [first, second] = [
    { version: 1, definition: version() },
    { version: 2, definition: version([key, note]) },
  ];

  test("which columns suffer, by the labels that readers know", () => {
    const { outcome, findings, repair } = reportOf(first, first, changed, grantStatement);
    expect(outcome).toBe("failed");
    expect(findings.map(({ labels }) => labels)).toEqual([["Total"]]);
    expect(repair).toEqual({ steps: [expect.anything()] });
  });

  test("that a later version fits already, and only then", () => {
    expect(reportOf(first, second, changed, grantStatement)).toMatchObject({ fittingVersion: 2, repair: null });
    expect(reportOf(first, second, table([live(key)]), grantStatement)).toMatchObject({
      fittingVersion: null,
      repair: { steps: [expect.anything()] },
    });
    expect(reportOf(first, second, table(), grantStatement)).toMatchObject({ fittingVersion: null, repair: null });
  });

  test("to somebody who reads rows, the first two things in the way, with names kept apart", () => {
    const said = driftWords(rehearse(version(), table([live(key)]), grantStatement));
    expect(said).toBe(
      "The table of this object has changed. Column \u2068note\u2069 is not in the table. Column \u2068total\u2069 is not in the table. Tell whoever manages this app.",
    );
    const more = driftWords(rehearse(version(), { ...table([live(key)]), primaryKey: [] }, grantStatement));
    expect(more).toContain(" One more thing changed.");
    expect(driftWords(rehearse(version(), { ...table(), mayDelete: false }, grantStatement))).toBeNull();
  });
});
