import type { Row } from "../connectors/rows";
import { writeCursor } from "./cursor";
import { pageSize, type RowDto, type RowsPage } from "./schema";

type Cut = Pick<RowsPage, "next" | "previous" | "blocked"> & { rows: readonly RowDto[] };
type ReadPage = {
  /** One more than a page has, where there is more. In the order of the screen. */
  rows: readonly Row[];
  backwards: boolean;
  /** Whether the page begins somewhere else than at the first (or last) row. */
  isInside: boolean;
  keyAt: number;
};

/**
 * A page of what was read, and where the next and the previous one begin. A page ends earlier when no page could begin
 * after its last row: a value of the sorted column may be longer than any address.
 */
export function cutPage({ rows, backwards, isInside, keyAt }: ReadPage): Cut {
  const hasMore = rows.length > pageSize;
  const page = backwards ? rows.slice(-pageSize) : rows.slice(0, pageSize);
  const hasNext = backwards ? isInside : hasMore;
  const hasPrevious = backwards ? hasMore : isInside;
  const shown = backwards ? page : upToCursor(page, hasNext);
  const last = shown.at(-1);
  const next = hasNext && last !== undefined ? cursorOf(last) : null;
  const first = shown[0];
  return {
    rows: shown.map((row) => rowOf(row, keyAt)),
    next,
    previous: hasPrevious && first !== undefined ? cursorOf(first) : null,
    blocked: hasNext && next === null,
  };
}

function upToCursor(page: readonly Row[], hasNext: boolean): readonly Row[] {
  if (!hasNext) return page;
  const end = page.findLastIndex((row) => cursorOf(row) !== null);
  return end === -1 ? page : page.slice(0, end + 1);
}

function cursorOf({ position }: Row): string | null {
  return position === null ? null : writeCursor(position);
}

export function rowOf({ cells }: Pick<Row, "cells">, keyAt: number): RowDto {
  const key = cells[keyAt];
  return { key: typeof key === "string" ? key : "", cells };
}
