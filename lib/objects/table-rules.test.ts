import { describe, expect, test } from "vitest";
import type { CatalogColumn, CatalogTable, TableDescription } from "../connectors/rows";
import type { Sentence } from "./drafts/schema";
import { columnRule, refuseColumns, refuseNewRows, refuseTable } from "./table-rules";

const id = { name: "id", type: "bigint", nativeType: "bigint" } as const;
const schedule = { name: "pickup_schedule", type: "complex", nativeType: "jsonb" } as const;
const orders: CatalogTable = { schema: "sales", name: "orders", kind: "table", primaryKey: [id], mandatoryComplex: [] };

function column(name: string, change: Partial<CatalogColumn> = {}): CatalogColumn {
  const may = { mayRead: true, mayInsert: true, mayUpdate: true };
  const facts = { ordinal: null, choices: null, nullable: true, mandatory: false, generated: false };
  return { name, type: "text", nativeType: "text", ...facts, ...may, ...change };
}

const described: TableDescription = {
  ...orders,
  comment: null,
  mayDelete: true,
  columns: [
    column("id", id),
    column("reference", { mandatory: true, nullable: false }),
    column("comment"),
    column("tags", { type: "complex", nativeType: "text[]" }),
    column("secret", { mayRead: false }),
  ],
};

function text(sentence: Sentence | null): string | null {
  return sentence?.map((part) => (typeof part === "string" ? part : part.name)).join("") ?? null;
}

describe("a table", () => {
  test("with one primary-key column of a type that can be one can be chosen", () => {
    expect(refuseTable(orders)).toBeNull();
  });

  test.each<[Partial<CatalogTable>, string]>([
    [{ kind: "view", primaryKey: [] }, "A view has no primary key"],
    [{ kind: "materialized_view", primaryKey: [] }, "A materialized view has no primary key"],
    [{ kind: "foreign_table", primaryKey: [] }, "A foreign table has no primary key"],
    [{ primaryKey: [] }, "It has no primary key"],
    [{ primaryKey: [id, { ...id, name: "sku" }] }, "Its primary key has 2 columns"],
    [
      { primaryKey: [{ name: "at", type: "datetime_utc", nativeType: "timestamptz" }] },
      "Its primary key is of type timestamptz, which cannot be one",
    ],
    [{ mandatoryComplex: [schedule] }, "Column pickup_schedule (jsonb) is mandatory and of a complex type"],
    [
      { mandatoryComplex: [schedule, { ...schedule, name: "extra" }] },
      "Column pickup_schedule (jsonb) and 1 more are mandatory and of complex types",
    ],
  ])("%o cannot: %s", (change, reason) => {
    expect(text(refuseTable({ ...orders, ...change }))).toBe(reason);
  });

  test("keeps a hostile name apart from our words", () => {
    const hostile = { ...schedule, name: "\u202E<b>evil" };
    expect(refuseTable({ ...orders, mandatoryComplex: [hostile] })).toContainEqual({ name: "\u202E<b>evil" });
  });
});

describe("a column", () => {
  test.each<[CatalogColumn, ReturnType<typeof columnRule>]>([
    [column("comment"), { lockedIn: null, greyed: null, readOnly: null }],
    [
      column("reference", { mandatory: true }),
      {
        lockedIn: "Mandatory: every new row needs a value",
        greyed: null,
        readOnly: { value: false, reason: "Mandatory: every new row needs a value" },
      },
    ],
    [
      column("id", id),
      {
        lockedIn: "The primary key",
        greyed: null,
        readOnly: { value: true, reason: "The server makes it for each new row" },
      },
    ],
    [
      column("id", { ...id, mandatory: true }),
      {
        lockedIn: "The primary key",
        greyed: null,
        readOnly: { value: false, reason: "Typed for each new row, never changed after that" },
      },
    ],
    [
      column("id", { ...id, mandatory: true, mayInsert: false }),
      {
        lockedIn: "The primary key",
        greyed: null,
        readOnly: { value: true, reason: "The database user may not insert it" },
      },
    ],
    [column("tags", { type: "complex" }), { lockedIn: null, greyed: "Of a complex type", readOnly: null }],
    [
      column("secret", { mandatory: true, mayRead: false }),
      { lockedIn: null, greyed: "The database user may not read it", readOnly: null },
    ],
  ])("%o", (given, rule) => {
    expect(columnRule(given, { ...orders, columns: [given] })).toEqual(rule);
  });

  test("that is mandatory can be read-only where the database user can make no row anyway", () => {
    const columns = [
      column("id", { ...id, mandatory: true, mayInsert: false }),
      column("reference", { mandatory: true }),
    ];
    expect(columns.map((each) => columnRule(each, { ...orders, columns }).readOnly?.value)).toEqual([true, undefined]);
  });

  test.each<[Partial<CatalogColumn>, string]>([
    [{ generated: true }, "Always made by the server"],
    [{ mayUpdate: false }, "The database user may insert it, but not update it"],
    [{ mayInsert: false }, "The database user may update it, but not insert it"],
    [{ mayInsert: false, mayUpdate: false }, "The database user may neither insert nor update it"],
  ])("%o is read-only: %s", (change, reason) => {
    expect(columnRule(column("comment", change), described).readOnly).toEqual({ value: true, reason });
  });
});

describe("a new row", () => {
  const key = column("id", id);
  const typed = column("id", { ...id, mandatory: true });
  const needed = column("reference", { mandatory: true });

  test.each<[string, CatalogColumn[]]>([
    ["everything may be written", [key, needed, column("comment")]],
    ["the primary key may be inserted, and is never updated", [{ ...typed, mayUpdate: false }, needed]],
    ["what may not be inserted is not mandatory", [key, needed, column("comment", { mayInsert: false })]],
  ])("can be made where %s", (_, columns) => {
    expect(refuseNewRows({ ...orders, columns })).toBeNull();
  });

  test.each<[CatalogColumn[], string]>([
    [[{ ...typed, mayInsert: false }, needed], "column id is mandatory, and the database user may not insert it"],
    [
      [key, { ...needed, mayInsert: false, mayUpdate: false }],
      "column reference is mandatory, and the database user may not insert it",
    ],
    [
      [key, { ...needed, mayUpdate: false }],
      "column reference is mandatory, and the database user may insert it, but not update it",
    ],
    [[key, { ...needed, mayRead: false }], "column reference is mandatory, and the database user may not read it"],
    [
      [{ ...key, mayInsert: false }, column("comment", { mayInsert: false }), column("total", { generated: true })],
      "the database user may not insert into this table",
    ],
  ])("of %j cannot be made: %s", (columns, reason) => {
    expect(text(refuseNewRows({ ...orders, columns }))).toBe(reason);
  });
});

describe("a choice of columns", () => {
  test.each([[["id", "reference"]], [["comment", "reference", "id"]]])("%j can be published", (chosen) => {
    expect(refuseColumns(chosen, described)).toBeNull();
  });

  test.each([
    [["reference"], "Column id cannot be left out: the primary key"],
    [["id"], "Column reference cannot be left out: mandatory: every new row needs a value"],
    [["id", "reference", "tags"], "Column tags cannot be chosen: of a complex type"],
    [["id", "reference", "secret"], "Column secret cannot be chosen: the database user may not read it"],
    [["id", "reference", "__proto__"], "Column __proto__ does not exist in this table"],
    [["id", "id", "reference"], "A column is chosen twice"],
  ])("%j cannot: %s", (chosen, reason) => {
    expect(text(refuseColumns(chosen, described))).toBe(reason);
  });

  test("over a table that cannot be chosen is refused with the table's reason", () => {
    expect(text(refuseColumns(["id", "reference"], { ...described, primaryKey: [] }))).toBe("It has no primary key");
  });

  test("over a table whose primary key the database user may not read is refused", () => {
    const columns = [column("id", { ...id, mayRead: false }), column("comment")];
    expect(text(refuseColumns(["comment"], { ...described, columns }))).toBe(
      "Column id cannot be chosen: the database user may not read it",
    );
  });
});
