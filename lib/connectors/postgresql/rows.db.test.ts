import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { column, queryOf as query, type RowsServer, startRowsServer } from "@/scripts/testing/rows-server";
import type { Session } from "../define-connector";
import type { Position, ReadQuery } from "../rows";
import { exactValues, hostileName as hostile, rowsFixture } from "./rows-fixture";

const { signal } = new AbortController();

describe("rows of a real PostgreSQL", () => {
  let server: RowsServer;
  let owner: Client;
  let session: Session;

  beforeAll(async () => {
    server = await startRowsServer(rowsFixture);
    ({ owner, session } = server);
  });
  afterAll(async () => {
    await server.stop();
  });

  const cellsOf = async (asked: ReadQuery) => (await session.read(asked, signal)).rows.map(({ cells }) => cells);

  test("a table is described with its types, choices and the user's real privileges", async () => {
    const kinds = await session.describe({ schema: "public", name: "kinds" }, signal);
    const named = new Map(kinds?.columns.map((entry) => [entry.name, entry]));
    for (const type of [
      "text",
      "choice",
      "integer",
      "decimal",
      "float",
      "boolean",
      "date",
      "datetime",
      "datetime_utc",
      "time",
      "uuid",
      "complex",
    ]) {
      expect(named.get(type)?.type).toBe(type);
    }
    expect(named.get("id")).toMatchObject({ type: "bigint", mandatory: true, nullable: false });
    expect(named.get("choice")?.choices).toEqual(["sad", 'o\'k "…"']);
    expect(named.get("domain")).toMatchObject({ type: "text", nativeType: "public.short", mayUpdate: false });
    expect(named.get("text")).toMatchObject({ mayUpdate: true, mayInsert: true });
    expect(named.get("made")?.generated).toBe(true);
    expect(kinds).toMatchObject({ mayDelete: true, primaryKey: [{ name: "id", type: "bigint" }] });
    expect(await session.describe({ schema: "public", name: "absent" }, signal)).toBeNull();
  });

  for (const [index, [name, type, value]] of exactValues.entries()) {
    test(`${type} ${JSON.stringify(value)} is created, read, filtered and sorted exactly`, async () => {
      const columns = [column("id", "bigint", false), column(name, type)];
      const id = `900719925474099${index + 10}`;
      const table = { schema: "public", name: "kinds" };
      const written = await session.write(
        {
          kind: "insert",
          table,
          columns,
          key: "id",
          values: [
            ["id", id],
            [name, value],
          ],
        },
        signal,
      );
      expect(written).toMatchObject({ outcome: "written", row: { cells: [id, value] } });
      const where = [
        { column: name, operator: "equals", values: [value] } as const,
        { column: "id", operator: "one_of", values: [id] } as const,
      ];
      expect(await cellsOf(query("kinds", columns, { where, sort: { column: name, direction: "desc" } }))).toEqual([
        [id, value],
      ]);
      const gone = await session.write(
        { kind: "delete", table, columns, key: "id", keyValue: id, seen: [[name, value]] },
        signal,
      );
      expect(gone.outcome).toBe("written");
    });
  }

  test("names and values that hurt are only names and values", async () => {
    const columns = [column(hostile, "text", false), column("value", "text")];
    const table = { schema: "public", name: hostile };
    for (const key of ["%", "_", "\\", "' or true --", ""]) {
      const change = {
        kind: "insert",
        table,
        columns,
        key: hostile,
        values: [
          [hostile, key],
          ["value", null],
        ],
      } as const;
      expect((await session.write(change, signal)).outcome).toBe("written");
    }
    for (const [operator, value, found] of [
      ["contains", "%", ["%"]],
      ["starts_with", "_", ["_"]],
      ["equals", "' or true --", ["' or true --"]],
      ["not_equals", "%", ["", "' or true --", "\\", "_"]],
      ["is_empty", null, [""]],
    ] as const) {
      const where = [{ column: hostile, operator, values: value === null ? [] : [value] }];
      expect((await cellsOf(query(hostile, columns, { where }))).map(([key]) => key).sort(), operator).toEqual(found);
      expect(await session.count(query(hostile, columns, { where }), 3, signal)).toBe(Math.min(3, found.length));
    }
  });

  for (const sorted of ["at", "flat", "id"]) {
    for (const direction of ["asc", "desc"] as const) {
      test(`20 000 rows by ${sorted} ${direction} come exactly once, forwards and back`, async () => {
        const columns = [
          column("id", "integer", false),
          column("at", "datetime_utc"),
          column("flat", "integer", false),
        ];
        const pages = async (backwards: boolean) => {
          const ids: unknown[] = [];
          let from: Position | null = null;
          do {
            const { rows } = await session.read(
              query("many", columns, { sort: { column: sorted, direction }, from, backwards, limit: 1000 }),
              signal,
            );
            from = rows.at(backwards ? 0 : -1)?.position ?? null;
            const page = rows.map(({ cells: [id] }) => id);
            if (backwards) ids.unshift(...page);
            else ids.push(...page);
          } while (from !== null);
          return ids;
        };
        const forwards = await pages(false);
        expect(new Set(forwards).size).toBe(20_000);
        expect(forwards).toHaveLength(20_000);
        expect(await pages(true)).toEqual(forwards);
      });
    }
  }

  test("a row that somebody else changed or deleted is not written", async () => {
    const columns = [column("id", "integer", false), column("code", "text"), column("needed", "text", false)];
    const base = { table: { schema: "public", name: "parent" }, columns, key: "id" };
    await owner.query("insert into parent values (7, 'seven', 'x')");
    const update = (seen: string) =>
      session.write(
        { ...base, kind: "update", keyValue: "7", values: [["needed", `${seen}!`]], seen: [["needed", seen]] },
        signal,
      );
    expect(await update("x")).toMatchObject({ outcome: "written", row: { cells: ["7", "seven", "x!"] } });
    expect(await update("x")).toMatchObject({ outcome: "changed", row: { cells: ["7", "seven", "x!"] } });
    await owner.query("delete from parent where id = 7");
    expect(await update("x!")).toEqual({ outcome: "gone" });
  });

  test("what a constraint or a privilege forbids is said by its kind", async () => {
    const columns = [column("id", "integer", false)];
    const insert = (name: string, entries: [string, string | null][]) =>
      session.write({ kind: "insert", table: { schema: "public", name }, columns, key: "id", values: entries }, signal);
    const why = async (work: ReturnType<typeof insert>) => {
      const result = await work;
      return result.outcome === "refused" ? result.refusal.why : result.outcome;
    };
    const parent = (code: string, id = "2"): [string, string][] => [
      ["id", id],
      ["code", code],
      ["needed", "x"],
    ];
    expect(await why(insert("parent", parent("one")))).toBe("duplicate");
    expect(await why(insert("parent", parent("bad")))).toBe("check");
    expect(await why(insert("parent", parent("two", "99999999999")))).toBe("out_of_range");
    expect(await why(insert("parent", parent("two", "x")))).toBe("malformed");
    expect(await insert("parent", [["id", "2"]])).toMatchObject({ refusal: { why: "missing", column: "needed" } });
    expect(
      await why(
        insert("child", [
          ["id", "2"],
          ["parent", "5"],
        ]),
      ),
    ).toBe("reference");
    expect(
      await why(
        insert("kinds", [
          ["id", "1"],
          ["domain", "too long"],
        ]),
      ),
    ).toBe("too_long");
    const base = { columns, key: "id", keyValue: "1", seen: [] } as const;
    const parentTable = { schema: "public", name: "parent" };
    expect(await why(session.write({ ...base, kind: "delete", table: parentTable }, signal))).toBe("referenced");
    const forbidden = {
      ...base,
      kind: "update",
      table: { schema: "public", name: "kinds" },
      values: [["domain", "x"]],
    } as const;
    expect(await why(session.write(forbidden, signal))).toBe("not_allowed");
  });

  test("a table or column that is gone is drift", async () => {
    const columns = [column("id", "integer", false)];
    await expect(session.read(query("absent", columns), signal)).rejects.toMatchObject({ kind: "drift" });
    await expect(session.read(query("many", [column("absent", "text")]), signal)).rejects.toMatchObject({
      kind: "drift",
    });
  });

  test("large cells are cut, read whole when asked, and too large an answer ends the connection", async () => {
    const columns = [column("id", "integer", false), column("body", "text")];
    const { rows } = await session.read(query("big", columns), signal);
    expect(rows[2]?.cells[1]).toEqual({
      start: "3".repeat(1000),
      bytes: 2_000_000,
      digest: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    const one = query("big", columns, { whole: true, limit: 1 });
    expect(await cellsOf(one)).toEqual([["1", "1".repeat(2_000_000)]]);
    await expect(session.read({ ...one, limit: 9 }, signal)).rejects.toMatchObject({ kind: "answer_too_large" });
    expect(await cellsOf(one)).toHaveLength(1);
    const table = { schema: "public", name: "big" };
    const seen = rows[2]?.cells[1] ?? null;
    const remove = { kind: "delete", table, columns, key: "id", keyValue: "3" } as const;
    await owner.query("update big set body = repeat('4', 2000000) where id = 3");
    expect((await session.write({ ...remove, seen: [["body", seen]] }, signal)).outcome).toBe("changed");
  });

  test("a query that is given up ends on the server, and no more than four run at once", async () => {
    const stop = new AbortController();
    const slow = query("slow", [column("id", "integer", false)]);
    const running = Array.from({ length: 12 }, () => session.read(slow, stop.signal));
    const outcome = Promise.allSettled(running);
    const active = async () => {
      const { rows } = await owner.query(
        "select query from pg_stat_activity where usename = 'writer' and state = 'active'",
      );
      return rows.length;
    };
    await vi.waitFor(async () => expect(await active()).toBe(4), { timeout: 5000, interval: 20 });
    stop.abort(new Error("given up"));
    for (const result of await outcome)
      expect(result).toMatchObject({ status: "rejected", reason: { message: "given up" } });
    await vi.waitFor(async () => expect(await active()).toBe(0), { timeout: 3000, interval: 20 });
    expect(await cellsOf(query("many", [column("id", "integer", false)], { limit: 1 }))).toEqual([["1"]]);
  });
});
