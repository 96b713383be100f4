import { describe, expect, test } from "vitest";
import type { ObjectColumn } from "@/lib/objects/schema";
import { objectColumn } from "@/scripts/testing/object-column";
import {
  changeOf,
  editDrafts,
  type FieldDraft,
  isTouched,
  lockOf,
  newDrafts,
  overRow,
  problemOf,
  settingsOf,
} from "./row-draft";

const make = (name: string, more: Partial<ObjectColumn> = {}) => objectColumn(name, "text", more);

const columns = [
  make("id", { type: "bigint", nativeType: "bigint", primaryKey: true, nullable: false, readOnly: true }),
  make("note"),
  make("weight", { type: "decimal", nativeType: "numeric(8,2)" }),
];
const row = { key: "7", cells: ["7", "", null] };

function drafted(drafts: readonly FieldDraft[], at: number, change: Partial<FieldDraft>): FieldDraft[] {
  return drafts.map((draft, each) => (each === at ? { ...draft, ...change } : draft));
}

describe("editing", () => {
  test("sends nothing of what was not touched, an empty text and NULL included", () => {
    expect(editDrafts(columns, row).map(changeOf)).toEqual([undefined, undefined, undefined]);
  });

  test("tells an empty text from NULL both ways", () => {
    const drafts = editDrafts(columns, row);
    expect(drafted(drafts, 1, { setting: "null" }).map(changeOf)[1]).toBeNull();
    const other = editDrafts(columns, { key: "7", cells: ["7", null, null] });
    expect(drafted(other, 1, { setting: "value", text: "" }).map(changeOf)[1]).toBe("");
  });

  test("a value of its type is taken, another one is refused before anything is sent", () => {
    const [, , weight] = drafted(editDrafts(columns, row), 2, { setting: "value", text: "12.345" });
    expect(weight && problemOf(weight)).toContain("at most 2 digits");
    const [, , right] = drafted(editDrafts(columns, row), 2, { setting: "value", text: "12.34" });
    expect(right && problemOf(right)).toBeNull();
    const [, , none] = drafted(editDrafts(columns, row), 2, { setting: "value", text: "" });
    expect(none && problemOf(none)).toContain("choose null");
  });

  test("over another version of the row, what was typed stays and the rest follows the row", () => {
    const drafts = drafted(editDrafts(columns, row), 1, { setting: "value", text: "mine" });
    const over = overRow(drafts, { key: "7", cells: ["7", "theirs", "3.00"] });
    expect(over.map(changeOf)).toEqual([undefined, "mine", undefined]);
    expect(over[2]?.text).toBe("3.00");
  });
});

describe("closing", () => {
  test("loses nothing of a new row while nobody has typed, and something as soon as one has", () => {
    const drafts = newDrafts([make("name", { mandatory: true, nullable: false }), make("note")]);
    expect(drafts.some(isTouched)).toBe(false);
    expect(drafted(drafts, 0, { text: "Lamp" }).some(isTouched)).toBe(true);
    expect(drafted(drafts, 1, { setting: "null" }).some(isTouched)).toBe(true);
  });

  test("loses nothing of a row that is as it was read, and something of one that is not", () => {
    const drafts = editDrafts(columns, row);
    expect(drafts.some(isTouched)).toBe(false);
    expect(drafted(drafts, 1, { text: "mine" }).some(isTouched)).toBe(true);
  });
});

describe("locks", () => {
  test("the key, what is read-only and what was cut cannot be typed in; others can", () => {
    const drafts = editDrafts(columns, { key: "7", cells: ["7", { start: "x", bytes: 70_000, digest: "d" }, "1"] });
    expect(drafts.map((draft) => lockOf(draft) === null)).toEqual([false, false, true]);
  });

  test("a new row leaves to the server what it may, and a mandatory column needs a value", () => {
    const [note] = newDrafts([make("note")]);
    const [name] = newDrafts([make("name", { mandatory: true, nullable: false })]);
    expect(note && settingsOf(note)).toEqual(["value", "null", "default"]);
    expect(note && changeOf(note)).toBeUndefined();
    expect(name && settingsOf(name)).toEqual(["value"]);
  });
});
