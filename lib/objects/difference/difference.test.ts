import { expect, test } from "vitest";
import { objectColumn } from "@/scripts/testing/object-column";
import type { DescribedTable, Sentence } from "../drafts/schema";
import type { ObjectDefinition } from "../schema";
import { type Compared, differenceBetween, wouldPublish } from "./schema";

const live: ObjectDefinition = {
  table: { schema: "sales", name: "orders" },
  columns: [
    objectColumn("id", "bigint", { label: "Order", primaryKey: true, readOnly: true }),
    objectColumn("place", "text", { label: "Where", nativeType: "text" }),
    objectColumn("state", "choice", { label: "State", nativeType: "state", choices: ["open"] }),
  ],
  membersWithUseMay: "read",
};

/** Names in corner marks, so that what is isolated can be read here. */
const said = (sentences: readonly Sentence[]) =>
  sentences.map((sentence) => sentence.map((part) => (typeof part === "string" ? part : `⟨${part.name}⟩`)).join(""));

const difference = (next: Compared) => said(differenceBetween(next, live));

function withColumn(name: string, change: Partial<Compared["columns"][number]>): Compared {
  return { ...live, columns: live.columns.map((column) => (column.name === name ? { ...column, ...change } : column)) };
}

test("a version does not differ from itself, whatever number a column has in its table", () => {
  expect(difference(live)).toEqual([]);
  const columns = live.columns.map((column, at) => ({ ...column, ordinal: at + 7 }));
  expect(difference({ ...live, columns })).toEqual([]);
});

test.each<[string, Compared, string[]]>([
  [
    "another table",
    { ...live, table: { schema: "sales", name: "orders_2" } },
    ["Reads table ⟨sales.orders_2⟩ instead of ⟨sales.orders⟩."],
  ],
  [
    "a column more",
    { ...live, columns: [...live.columns, objectColumn("note", "text", { label: "Remark" })] },
    ["Adds ⟨Remark⟩ (⟨note⟩)."],
  ],
  [
    "a column more that is read-only and called by its name",
    { ...live, columns: [...live.columns, objectColumn("note", "text", { label: "note", readOnly: true })] },
    ["Adds ⟨note⟩, read-only."],
  ],
  ["a column less", { ...live, columns: live.columns.slice(0, 2) }, ["Leaves out ⟨State⟩ (⟨state⟩)."]],
  [
    "a column under the label of another",
    withColumn("place", { name: "location" }),
    ["Shows column ⟨location⟩ as ⟨Where⟩ instead of ⟨place⟩."],
  ],
  ["another label", withColumn("place", { label: "Place" }), ["Calls column ⟨place⟩ ⟨Place⟩ instead of ⟨Where⟩."]],
  [
    "another type",
    withColumn("place", { type: "integer", nativeType: "integer", nullable: false }),
    ["Changes the type of ⟨Where⟩ (⟨place⟩) from ⟨text⟩ to ⟨integer⟩."],
  ],
  ["a switch", withColumn("place", { readOnly: true }), ["Makes ⟨Where⟩ (⟨place⟩) read-only."]],
  ["a switch back", withColumn("id", { readOnly: false }), ["Makes ⟨Order⟩ (⟨id⟩) writable."]],
  [
    "other values of a choice",
    withColumn("state", { choices: ["open", "shut"] }),
    ["Takes over how ⟨State⟩ (⟨state⟩) changed on the server."],
  ],
  [
    "what members with use may",
    { ...live, membersWithUseMay: "write" },
    ["Lets members with use write rows, which they could only read."],
  ],
  [
    "whether rows can be made",
    { ...live, takesNewRows: false },
    ["Takes no new rows any more: the database user may not make them."],
  ],
])("%s is said", (_, next, sentences) => {
  expect(difference(next)).toEqual(sentences);
});

test("the way back says the opposite", () => {
  const back = (next: Compared) => said(differenceBetween(live, next));
  expect(back({ ...live, membersWithUseMay: "write", takesNewRows: false })).toEqual([
    "Lets members with use only read rows, which they could write.",
    "Takes new rows, which could not be made.",
  ]);
  expect(back({ ...live, columns: live.columns.slice(1) })).toEqual(["Adds ⟨Order⟩ (⟨id⟩), read-only."]);
});

test("labels that two columns share move to nobody", () => {
  const next = { ...live, columns: ["a", "b"].map((name) => objectColumn(name, "text", { label: "Where" })) };
  expect(difference(next)).toContain("Leaves out ⟨Where⟩ (⟨place⟩).");
});

test("a name that is hostile stays a name", () => {
  const name = "__proto__";
  const next = { ...live, columns: [...live.columns, objectColumn(name, "text", { label: "\u202Eevil" })] };
  expect(differenceBetween(next, live)).toEqual([["Adds ", { name: "\u202Eevil" }, " (", { name }, ")", "."]]);
});

test("a draft would publish what its table says: rules before switches, names before empty labels", () => {
  const column = (name: string, readOnly: DescribedTable["columns"][number]["rule"]["readOnly"]) => ({
    ...objectColumn(name, "text", { nativeType: "text" }),
    ordinal: 1,
    mayRead: true,
    mayInsert: true,
    mayUpdate: true,
    rule: { lockedIn: null, greyed: null, readOnly },
  });
  const table: DescribedTable = {
    schema: "sales",
    name: "orders",
    kind: "table",
    comment: null,
    refusal: null,
    mayDelete: true,
    newRowRefusal: ["It cannot"],
    columns: [column("id", { value: true, reason: "" }), column("note", null), column("left", null)],
  };
  const columns = ["note", "id", "gone"].map((name) => ({ name, label: " ", readOnly: false }));
  const compared = wouldPublish({ table, columns, membersWithUseMay: "write" }, table);
  expect(compared).toMatchObject({ membersWithUseMay: "write", takesNewRows: false });
  expect(compared.columns.map(({ name, label, readOnly }) => [name, label, readOnly])).toEqual([
    ["id", "id", true],
    ["note", "note", false],
  ]);
});
