import fc from "fast-check";
import { expect, test } from "vitest";
import { objectColumn } from "@/scripts/testing/object-column";
import { type Condition, fieldOf, operatorsOf } from "../schema";
import { countsOf, parseRowsView, type RowsView, readCondition, writeRowsView } from "./schema";

const columns = [
  objectColumn("id", "bigint", { primaryKey: true, nullable: false }),
  objectColumn("__proto__", "text"),
  objectColumn('a "quoted".name as b', "text"),
  objectColumn("status", "choice", { choices: ["draft", "shipped"] }),
  objectColumn("weight", "decimal"),
  objectColumn("payload", "complex"),
];

const start: RowsView = { where: [], sort: null, after: null, before: null, hidden: [], first: 1 };

const conditions = fc.constantFrom(...columns).chain((column) =>
  fc.constantFrom(...operatorsOf[column.type]).chain((operator): fc.Arbitrary<Condition> => {
    const [least, most] = countsOf(operator);
    const value =
      column.type === "text"
        ? fc.string({ unit: "grapheme", maxLength: 40 }).filter((text) => !text.includes("\0"))
        : column.type === "choice"
          ? fc.constantFrom("draft", "shipped")
          : fc.integer().map(String);
    return fc
      .array(value, { minLength: least, maxLength: Math.min(most, 5) })
      .map((values) => ({ column: column.name, operator, values }));
  }),
);

test("an address says again exactly what was written into it, whatever columns and values are called", () => {
  const views = fc.record({
    where: fc.array(conditions, { maxLength: 6 }),
    sort: fc.option(
      fc.record({ column: fc.constantFrom("id", "__proto__"), direction: fc.constantFrom("asc", "desc") }),
    ),
    hidden: fc.constantFrom([], ["__proto__"], ["status", "weight"]),
    after: fc.option(fc.stringMatching(/^[\w-]{1,40}$/)),
    first: fc.integer({ min: 1, max: 100_000 }),
  });
  fc.assert(
    fc.property(views, (view) => {
      const whole = { ...start, ...view };
      const read = parseRowsView(
        new URLSearchParams(writeRowsView(whole, { after: view.after, first: view.first }).toString()),
        columns,
      );
      expect(read).toEqual(whole);
    }),
  );
});

test("what an address names and the object does not have is passed over, and the rest holds", () => {
  const query = new URLSearchParams();
  query.append("where", JSON.stringify(["secret", "equals", "1"]));
  query.append("where", JSON.stringify(["status", "less_than", "draft"]));
  query.append("where", JSON.stringify(["weight", "equals", "heavy"]));
  query.append("where", JSON.stringify(["weight", "between", "1"]));
  query.append("where", JSON.stringify({ column: "weight" }));
  query.append("where", "not json");
  query.append("where", JSON.stringify(["weight", "at_least", "1.50"]));
  query.set("sort", "payload");
  query.set("hide", "id");
  query.set("after", "../../x");
  query.set("first", "-3");
  expect(parseRowsView(query, columns)).toEqual({
    ...start,
    where: [{ column: "weight", operator: "at_least", values: ["1.50"] }],
  });
});

test("any text is an address that can be read", () => {
  const parameters = fc.constantFrom("where", "sort", "direction", "after", "before", "hide", "first");
  fc.assert(
    fc.property(fc.array(fc.tuple(parameters, fc.string({ unit: "binary" }))), (pairs) => {
      const view = parseRowsView(new URLSearchParams(pairs), columns);
      expect(view.where.every((condition) => readCondition(columns, condition).ok)).toBe(true);
    }),
  );
});

test("a change starts again at the first page; hiding a column stays where one is", () => {
  const inside: RowsView = { ...start, after: "abc", first: 51 };
  expect(writeRowsView(inside, { sort: { column: "weight", direction: "desc" } }).get("after")).toBeNull();
  expect(writeRowsView(inside, { hidden: ["weight"] }).get("after")).toBe("abc");
  expect(writeRowsView(inside, { before: "xyz", first: 1 }).toString()).toBe("before=xyz");
});

test("a sentence about a column stands apart from what objects are born with", () => {
  expect(Object.keys(Object.fromEntries([[fieldOf("__proto__"), "Type a value."]]))).toEqual(["value:__proto__"]);
});
