import { describe, expect, test } from "vitest";
import { objectColumn } from "@/scripts/testing/object-column";
import type { Row } from "../connectors/rows";
import { readCursor, writeCursor } from "./cursor";
import { cutPage } from "./page";
import { longestCursor, pageSize } from "./schema";

const rows = (count: number, sorted = (at: number) => String(at)): Row[] =>
  Array.from({ length: count }, (_, at) => ({
    cells: [`key-${at}`],
    position: { sorted: sorted(at), key: `key-${at}` },
  }));

const read = { backwards: false, isInside: false, keyAt: 0 };

const column = (type: "bigint" | "text") => objectColumn(type, type);

describe("a page", () => {
  test("of one row more has a next page, and the row more is not on it", () => {
    const page = cutPage({ ...read, rows: rows(pageSize + 1) });
    expect(page.rows).toHaveLength(pageSize);
    expect(page.next).not.toBeNull();
    expect(page.previous).toBeNull();
    expect(cutPage({ ...read, rows: rows(pageSize) }).next).toBeNull();
  });

  test("read backwards ends where it was asked from", () => {
    const page = cutPage({ ...read, rows: rows(pageSize + 1), backwards: true, isInside: true });
    expect(page.rows[0]?.key).toBe("key-1");
    expect(page.previous).not.toBeNull();
    expect(page.next).not.toBeNull();
  });

  test("ends earlier where its last rows are too long to begin after, and says so where all are", () => {
    const long = "x".repeat(longestCursor);
    const some = cutPage({ ...read, rows: rows(pageSize + 1, (at) => (at > 40 ? long : "short")) });
    expect(some.rows).toHaveLength(41);
    expect(some.blocked).toBe(false);
    const none = cutPage({ ...read, rows: rows(pageSize + 1, () => long) });
    expect(none).toMatchObject({ next: null, blocked: true });
    expect(none.rows).toHaveLength(pageSize);
  });
});

describe("a cursor", () => {
  test("is read as it was written, NULL and hostile keys included", () => {
    for (const place of [
      { sorted: null, key: "7" },
      { sorted: "-12", key: "9223372036854775807" },
    ]) {
      expect(readCursor(writeCursor(place), column("bigint"), column("bigint"))).toEqual(place);
    }
  });

  test("of another order or by somebody's hand starts at the beginning", () => {
    const place = writeCursor({ sorted: "a text", key: "7" });
    expect(readCursor(place, column("bigint"), column("bigint"))).toBeNull();
    expect(readCursor("bm90IGpzb24", column("text"), column("text"))).toBeNull();
    expect(readCursor(null, column("text"), column("text"))).toBeNull();
  });
});
