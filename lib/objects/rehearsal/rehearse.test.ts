import { describe, expect, test } from "vitest";
import { grantStatement } from "@/lib/connectors/postgresql/grants";
import type { CatalogColumn, TableSight } from "@/lib/connectors/rows";
import { objectColumn } from "@/scripts/testing/object-column";
import type { Sentence } from "../drafts/schema";
import type { ObjectColumn, ObjectDefinition } from "../schema";
import { rehearse } from "./rehearse";
import type { CheckName, Rehearsal } from "./schema";

const key = objectColumn("id", "bigint", { primaryKey: true, readOnly: true, nullable: false });
const note = objectColumn("note", "text");
const state = objectColumn("state", "choice", { choices: ["new", "done"], nullable: false, mandatory: true });
const total = objectColumn("total", "decimal", { readOnly: true });

const version = (columns: readonly ObjectColumn[] = [key, note, state, total]): ObjectDefinition => ({
  table: { schema: "sales", name: "orders" },
  columns: [...columns],
  membersWithUseMay: "read",
});

const live = (column: ObjectColumn, change: Partial<CatalogColumn> = {}): CatalogColumn => {
  const { name, type, nativeType, nullable, mandatory, generated, choices } = column;
  const may = { mayRead: true, mayInsert: true, mayUpdate: true };
  return { name, type, nativeType, nullable, mandatory, generated, choices, ordinal: null, ...may, ...change };
};

type Changes = Partial<TableSight> & { change?: Record<string, Partial<CatalogColumn>> };

/** The table as the version was published over it, but for what is said. */
function table({ change = {}, ...more }: Changes = {}): TableSight {
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
    columns: [key, note, state, total].map((column) => live(column, change[column.name])),
    ...more,
  };
}

const tried = (sight: TableSight | null, definition = version()) => rehearse(definition, sight, grantStatement);
const spoken = (sentence: Sentence) => sentence.map((part) => (typeof part === "string" ? part : part.name)).join("");

/** Which checks did not pass, and what was said there. */
function troubles({ checks }: Rehearsal) {
  return Object.fromEntries(
    checks
      .filter(({ outcome }) => outcome !== "passed")
      .map(({ check, outcome, findings }) => [check, [outcome, ...findings.map(({ sentence }) => spoken(sentence))]]),
  );
}

function finding(rehearsal: Rehearsal, check: CheckName) {
  return rehearsal.checks.find((each) => each.check === check)?.findings[0];
}

test("the table that a version was published over passes every check, in their order", () => {
  const rehearsal = tried(table());
  expect(rehearsal.outcome).toBe("passed");
  expect(rehearsal.checks.map(({ check }) => check)).toEqual([
    "table",
    "primary_key",
    "columns",
    "types",
    "mandatory_columns",
    "privileges",
  ]);
  expect(troubles(rehearsal)).toEqual({});
});

test("without the table, nothing else is tried", () => {
  const rehearsal = tried(null);
  expect(rehearsal.outcome).toBe("failed");
  const [first, ...others] = rehearsal.checks;
  expect(first).toMatchObject({ check: "table", outcome: "failed", findings: [{ statement: null, columns: [] }] });
  expect(others.map(({ outcome }) => outcome)).toEqual(others.map(() => "not_tried"));
});

test("a table that may not be read is another thing than one that is gone, and says all that is missing", () => {
  const unread = { mayRead: false, mayInsert: false };
  const change = { id: unread, note: unread, state: unread, total: unread };
  const rehearsal = tried(table({ mayUseSchema: false, mayDelete: false, change }));
  expect(finding(rehearsal, "table")).toMatchObject({ severity: "failure", columns: ["id", "note", "state", "total"] });
  expect(finding(rehearsal, "table")?.statement).toBe(
    [
      'GRANT USAGE ON SCHEMA "sales" TO database_user;',
      'GRANT SELECT ("id", "note", "state", "total"), INSERT ("note", "state"), DELETE ON "sales"."orders" TO database_user;',
    ].join("\n"),
  );
});

const failing: readonly [string, CheckName, Changes, string][] = [
  ["no primary key", "primary_key", { primaryKey: [] }, "The table has no primary key."],
  [
    "a primary key of two columns",
    "primary_key",
    { primaryKey: [live(key), live(note)] },
    "The primary key has 2 columns.",
  ],
  ["another primary key", "primary_key", { primaryKey: [live(note)] }, "The primary key is column note."],
  [
    "a primary key of another type",
    "primary_key",
    {
      primaryKey: [{ name: "id", type: "uuid", nativeType: "uuid" }],
      change: { id: { type: "uuid", nativeType: "uuid" } },
    },
    "The primary key id is of type uuid, and of type bigint in this version.",
  ],
  [
    "a column that is gone",
    "columns",
    { columns: [key, state, total].map((column) => live(column)) },
    "Column note is not in the table.",
  ],
  [
    "another type",
    "types",
    { change: { note: { type: "integer", nativeType: "integer" } } },
    "Column note is of type integer, and of type text in this version.",
  ],
  [
    "a written column that the server makes",
    "types",
    { change: { note: { generated: true } } },
    "Column note is always made by the server, and this version writes it.",
  ],
  [
    "a new mandatory column",
    "mandatory_columns",
    {
      columns: [
        ...table().columns,
        live(objectColumn("region", "text"), { name: "region", mandatory: true, nullable: false }),
      ],
    },
    "New rows need a value in column region, which this version does not have.",
  ],
  [
    "a read-only column that became mandatory",
    "mandatory_columns",
    { change: { total: { mandatory: true, nullable: false } } },
    "New rows need a value in column total, which is read-only in this version.",
  ],
  [
    "no SELECT on a column",
    "privileges",
    { change: { total: { mayRead: false } } },
    "The database user may not read column total.",
  ],
  [
    "no INSERT on a column",
    "privileges",
    { change: { note: { mayInsert: false } } },
    "The database user may not insert column note.",
  ],
  [
    "no UPDATE on columns",
    "privileges",
    { change: { note: { mayUpdate: false }, state: { mayUpdate: false } } },
    "The database user may not update columns note and state.",
  ],
  [
    "no USAGE on a sequence",
    "privileges",
    { lockedSequences: [{ column: "id", sequence: { schema: "sales", name: "orders_id_seq" } }] },
    "The database user may not use the sequence behind column id",
  ],
];

test.each(failing)("%s fails the check of %s and no other", (_, check, changes, words) => {
  const rehearsal = tried(table(changes));
  expect(rehearsal.outcome).toBe("failed");
  expect(Object.keys(troubles(rehearsal))).toEqual([check]);
  const said = finding(rehearsal, check);
  expect(said?.severity).toBe("failure");
  expect(spoken(said?.sentence ?? [])).toContain(words);
});

const warning: readonly [string, CheckName, Changes][] = [
  ["a narrower type", "types", { change: { note: { nativeType: "character varying(20)" } } }],
  ["other choices", "types", { change: { state: { choices: ["new", "lost"] } } }],
  ["a column that may be empty now", "mandatory_columns", { change: { state: { nullable: true, mandatory: false } } }],
  ["a column that may not be empty any more", "mandatory_columns", { change: { note: { nullable: false } } }],
  ["no DELETE", "privileges", { mayDelete: false }],
];

test.each(warning)("%s only warns, in the check of %s", (_, check, changes) => {
  const rehearsal = tried(table(changes));
  expect(rehearsal.outcome).toBe("warned");
  expect(troubles(rehearsal)).toEqual({ [check]: ["warned", expect.any(String)] });
});

describe("what a version does not do, it needs no privilege for", () => {
  test("one that only reads", () => {
    const reading = version([key, { ...note, readOnly: true }, { ...state, readOnly: true }, total]);
    const change = Object.fromEntries(["id", "note", "state", "total"].map((n) => [n, noWriting]));
    const region = live(objectColumn("region", "text"), { mandatory: true, nullable: false });
    const lockedSequences = [{ column: "id", sequence: { schema: "sales", name: "orders_id_seq" } }];
    const sight = table({ change, mayDelete: false, lockedSequences });
    expect(troubles(tried({ ...sight, columns: [...sight.columns, region] }, reading))).toEqual({});
    // The same table, for a version that writes.
    expect(Object.keys(troubles(tried(sight)))).toEqual(["privileges"]);
  });

  test("a typed primary key is inserted and never updated", () => {
    const typed = version([{ ...key, readOnly: false, mandatory: true }, note]);
    const change = { id: { mandatory: true, mayUpdate: false }, state: { mandatory: false } };
    expect(troubles(tried(table({ change }), typed))).toEqual({});
    const refused = tried(table({ change: { ...change, id: { mandatory: true, mayInsert: false } } }), typed);
    expect(finding(refused, "privileges")?.statement).toBe('GRANT INSERT ("id") ON "sales"."orders" TO database_user;');
  });

  test("one that could never make new rows does not mind a new mandatory column", () => {
    const updating = version([key, note, { ...state, readOnly: true }, total]);
    const region = live(objectColumn("region", "text"), { mandatory: true, nullable: false });
    const sight = table();
    const grown = { ...sight, columns: [...sight.columns, region] };
    expect(troubles(tried(grown, updating))).toEqual({});
    expect(troubles(tried(grown, { ...version(), takesNewRows: false }))).toEqual({});
    expect(Object.keys(troubles(tried(grown)))).toEqual(["mandatory_columns"]);
  });
});

const noWriting = { mayInsert: false, mayUpdate: false };

test("of many columns the first three are named and the others counted", () => {
  const many = ["a", "b", "c", "d", "e"].map((name) => objectColumn(name, "text"));
  const columns = [live(key), ...many.map((column) => live(column, { mayUpdate: false }))];
  const said = finding(tried(table({ columns }), version([key, ...many])), "privileges");
  expect(spoken(said?.sentence ?? [])).toContain("columns a, b, c and 2 more.");
  expect(said?.columns).toEqual(["a", "b", "c", "d", "e"]);
});
