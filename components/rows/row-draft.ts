import type { ObjectColumn } from "@/lib/objects/schema";
import type { Cell, RowDto } from "@/lib/rows/schema";
import { parseValue } from "@/lib/rows/values/schema";

/** How a field is set: to what was typed, to NULL, or not at all, so that the server's default holds. */
export const settings = ["value", "null", "default"] as const;
export type Setting = (typeof settings)[number];

export type FieldDraft = { column: ObjectColumn; setting: Setting; text: string; seen: Cell | undefined };

/** Why a field of the form cannot be typed in; null when it can. */
export function lockOf({ column, seen }: FieldDraft): string | null {
  if (column.generated) return "Made by the server";
  if (column.primaryKey && seen !== undefined) return "The primary key never changes";
  if (column.readOnly) return column.primaryKey ? "Made by the server" : "Read-only in this object";
  if (column.type === "complex") return `A value of type ${column.nativeType} cannot be typed here`;
  if (isCut(seen)) return "Too large to be edited here";
  return null;
}

export function settingsOf({ column, seen }: FieldDraft): Setting[] {
  const canDefault = seen === undefined && !column.mandatory;
  return settings.filter((setting) => {
    if (setting === "null") return column.nullable;
    return setting === "value" || canDefault;
  });
}

export function newDrafts(columns: readonly ObjectColumn[]): FieldDraft[] {
  return columns.map((column) => {
    const setting = column.mandatory ? "value" : "default";
    return { column, setting, text: "", seen: undefined };
  });
}

export function editDrafts(columns: readonly ObjectColumn[], row: RowDto): FieldDraft[] {
  return columns.map((column, at) => {
    const seen = row.cells[at] ?? null;
    const setting = seen === null ? "null" : "value";
    return { column, setting, text: typeof seen === "string" ? seen : "", seen };
  });
}

/** What is sent of a field; undefined for one that stays as it is. */
export function changeOf(draft: FieldDraft): string | null | undefined {
  if (lockOf(draft) !== null || draft.setting === "default") return undefined;
  const value = draft.setting === "null" ? null : draft.text;
  return value === draft.seen ? undefined : value;
}

/** Whether closing the form would lose something. A new row that nobody typed in has values to be sent, but nothing to lose. */
export function isTouched(draft: FieldDraft): boolean {
  if (draft.seen !== undefined) return changeOf(draft) !== undefined;
  return draft.text !== "" || draft.setting !== (draft.column.mandatory ? "value" : "default");
}

/** What is wrong with a field before anything is sent; null when nothing is. */
export function problemOf(draft: FieldDraft): string | null {
  const value = changeOf(draft);
  if (value === undefined || value === null) return null;
  if (value === "" && draft.column.type !== "text") {
    const { type, choices, nullable } = draft.column;
    if (type === "boolean" || choices !== null) return nullable ? "Choose a value, or null." : "Choose a value.";
    return nullable ? "Type a value, or choose null." : "Type a value.";
  }
  const parsed = parseValue(draft.column, value);
  return parsed.ok ? null : parsed.sentence;
}

/** The same change over another version of the row: what was typed stays, what was not follows the row. */
export function overRow(drafts: readonly FieldDraft[], row: RowDto): FieldDraft[] {
  return drafts.map((draft, at) => {
    const seen = row.cells[at] ?? null;
    if (changeOf(draft) !== undefined) return { ...draft, seen };
    return { ...draft, setting: seen === null ? "null" : "value", text: typeof seen === "string" ? seen : "", seen };
  });
}

export function sameCell(one: Cell | undefined, other: Cell | undefined): boolean {
  if (isCut(one) && isCut(other)) return one.digest === other.digest && one.bytes === other.bytes;
  return one === other;
}

function isCut(cell: Cell | undefined): cell is Exclude<Cell, string | null> {
  return typeof cell === "object" && cell !== null;
}

/** What the row held, for the server to compare. */
export function seenOf(columns: readonly ObjectColumn[], row: RowDto): [string, Cell][] {
  return columns.map((column, at) => [column.name, row.cells[at] ?? null]);
}
