import { expect, test } from "vitest";
import { grantStatement } from "./grants";

const nothing = { schema: false, select: [], insert: [], update: [], delete: false, sequences: [] };

test("names end where they end, whatever is in them", () => {
  const table = { schema: 'a"; drop table b --', name: "tab.le" };
  expect(grantStatement({ ...nothing, table, select: ['x"y', "a, b"], delete: true })).toBe(
    'GRANT SELECT ("x""y", "a, b"), DELETE ON "a""; drop table b --"."tab.le" TO database_user;',
  );
});

test("what could not be seen, or would turn the statement around, is written as its number", () => {
  const table = { schema: "s", name: "a\nb\u202Ec" };
  expect(grantStatement({ ...nothing, table, select: ['back\\slash"\u{E0041}'] })).toBe(
    'GRANT SELECT (U&"back\\\\slash""\\+0E0041") ON "s".U&"a\\000Ab\\202Ec" TO database_user;',
  );
});

test("of a name that can be seen a backslash stays as it is", () => {
  expect(grantStatement({ ...nothing, table: { schema: "s", name: "a\\b" }, delete: true })).toBe(
    'GRANT DELETE ON "s"."a\\b" TO database_user;',
  );
});

test("each kind of thing has a statement of its own", () => {
  const table = { schema: "s", name: "t" };
  const missing = { ...nothing, table, schema: true, update: ["a"], sequences: [{ schema: "s", name: "t_seq" }] };
  expect(grantStatement(missing).split("\n")).toEqual([
    'GRANT USAGE ON SCHEMA "s" TO database_user;',
    'GRANT UPDATE ("a") ON "s"."t" TO database_user;',
    'GRANT USAGE ON SEQUENCE "s"."t_seq" TO database_user;',
  ]);
});
