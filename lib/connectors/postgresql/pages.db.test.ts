import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { column, queryOf, type RowsServer, startRowsServer } from "@/scripts/testing/rows-server";
import type { Condition, FieldType, Position } from "../rows";

const { signal } = new AbortController();

const setup = `
  create schema "Ext ""x"" 🙂";
  create extension citext schema "Ext ""x"" 🙂";
  grant usage on schema "Ext ""x"" 🙂" to writer;
  create collation caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
  create type mood as enum ('sad', 'content', 'happy', 'Angry');
  create table paged (
    id int primary key, number int, word "Ext ""x"" 🙂".citext, padded char(4), mood mood, flat float8,
    moment timestamptz, text text,
    caseless text collate caseless);
  create table huge (id int primary key, body text);
  alter table huge alter body set storage external;
  insert into huge select n, repeat(chr(64 + n), 20 * 1024 * 1024) from generate_series(1, 20) n;
`;

/** A few values of each kind of column, many of them equal to another in its order. */
const sorts: Record<string, { type: FieldType; values: readonly (string | null)[] }> = {
  number: { type: "integer", values: [null, "1", "2"] },
  word: { type: "text", values: [null, "a", "A", "b", "B", ""] },
  padded: { type: "text", values: [null, "a", "a  ", "b", ""] },
  mood: { type: "choice", values: [null, "sad", "happy", "Angry"] },
  flat: { type: "float", values: [null, "NaN", "0", "-0", "-Infinity"] },
  moment: { type: "datetime_utc", values: [null, "infinity", "2026-01-01 00:00:00.000001+00", "0044-03-15 BC"] },
  id: { type: "integer", values: [] },
};

type Change = { id: number; value: number; kind: "insert" | "delete" };
const changes = fc.array(fc.record({ id: fc.nat(199), value: fc.nat(), kind: fc.constantFrom("insert", "delete") }), {
  maxLength: 6,
});

describe("pages of a table that others write to", () => {
  let server: RowsServer;
  beforeAll(async () => {
    server = await startRowsServer(setup);
  });
  afterAll(async () => {
    await server.stop();
  });

  /** Every third row stays; the others come and go. */
  const stays = (id: number) => id % 3 === 0;

  const insert = (sort: string, id: number, value: number) => {
    const values = sorts[sort]?.values ?? [];
    if (values.length === 0) return server.owner.query("insert into paged values ($1) on conflict do nothing", [id]);
    return server.owner.query(`insert into paged (id, ${sort}) values ($1, $2) on conflict do nothing`, [
      id,
      values[value % values.length],
    ]);
  };
  const apply = async (sort: string, { id, value, kind }: Change) => {
    if (stays(id)) return;
    if (kind === "insert") await insert(sort, id, value);
    else await server.owner.query("delete from paged where id = $1", [id]);
  };

  for (const [sort, { type }] of Object.entries(sorts)) {
    test(`by ${sort} hold every row that was always there exactly once, forwards and back`, async () => {
      const columns = [column("id", "integer", false), ...(sort === "id" ? [] : [column(sort, type)])];
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
          fc.array(changes, { minLength: 1, maxLength: 10 }),
          fc.constantFrom("asc", "desc"),
          fc.boolean(),
          fc.integer({ min: 1, max: 7 }),
          async (rows, between, direction, backwards, limit) => {
            await server.owner.query("truncate paged");
            for (const [at, value] of rows.entries()) await insert(sort, at * 4, value);
            const seen: number[] = [];
            let from: Position | null = null;
            for (let page = 0; ; page += 1) {
              const query = queryOf("paged", columns, { sort: { column: sort, direction }, from, backwards, limit });
              const answer = await server.session.read(query, signal);
              const ids = answer.rows.map(({ cells: [id] }) => Number(id));
              if (backwards) seen.unshift(...ids);
              else seen.push(...ids);
              from = answer.rows.at(backwards ? 0 : -1)?.position ?? null;
              if (from === null) break;
              for (const change of between[page] ?? []) await apply(sort, change);
            }
            const always = rows.flatMap((_, at) => (stays(at * 4) ? [at * 4] : []));
            const { rows: order } = await server.owner.query(
              `select id from paged order by ${sort} ${direction} nulls ${direction === "asc" ? "last" : "first"},
                id ${direction}`,
            );
            const expected = order.map(({ id }) => Number(id)).filter((id) => always.includes(id));
            expect(expected).toHaveLength(always.length);
            expect(seen.filter((id) => always.includes(id))).toEqual(expected);
          },
        ),
        { numRuns: 12 },
      );
    });
  }

  const foundBy = async (name: string, type: FieldType, condition: Omit<Condition, "column"> | null) => {
    const where = condition === null ? [] : [{ column: name, ...condition }];
    const columns = [column("id", "integer", false), column(name, type)];
    const query = queryOf("paged", columns, { where, sort: { column: name, direction: "asc" } });
    return (await server.session.read(query, signal)).rows.map(({ cells }) => cells[1]);
  };
  const fill = async (name: string, values: readonly string[]) => {
    await server.owner.query("truncate paged");
    for (const [id, value] of values.entries()) {
      await server.owner.query(`insert into paged (id, ${name}) values ($1, $2)`, [id, value]);
    }
  };

  test("citext ignores case wherever it is compared, and keeps what was written", async () => {
    await fill("word", ["b", "A", "B", "a", "c"]);
    expect(await foundBy("word", "text", null)).toEqual(["A", "a", "b", "B", "c"]);
    expect(await foundBy("word", "text", { operator: "equals", values: ["a"] })).toEqual(["A", "a"]);
    expect(await foundBy("word", "text", { operator: "not_equals", values: ["B"] })).toEqual(["A", "a", "c"]);
    expect(await foundBy("word", "text", { operator: "one_of", values: ["a", "C"] })).toEqual(["A", "a", "c"]);
  });

  test.each(["word", "caseless"])(
    "what was seen of %s is compared to the letter, although case is ignored",
    async (name) => {
      await fill(name, ["b", "A"]);
      expect(await foundBy(name, "text", { operator: "equals", values: ["a"] })).toEqual(["A"]);
      const columns = [column("id", "integer", false), column(name, "text")];
      const change = { table: { schema: "public", name: "paged" }, columns, key: "id" } as const;
      const update = (seen: string) =>
        server.session.write(
          { ...change, kind: "update", keyValue: "1", values: [[name, "x"]], seen: [[name, seen]] },
          signal,
        );
      expect((await update("a")).outcome).toBe("changed");
      expect((await update("A")).outcome).toBe("written");
    },
  );

  test("char and citext columns are texts, and an enum is a choice", async () => {
    const described = await server.session.describe({ schema: "public", name: "paged" }, signal);
    const types = Object.fromEntries(described?.columns.map(({ name, type }) => [name, type]) ?? []);
    expect(types).toMatchObject({ padded: "text", word: "text", mood: "choice" });
  });

  test("blanks at the end of a char column are neither shown nor compared", async () => {
    await fill("padded", ["b", "a", "a   ", " a"]);
    expect(await foundBy("padded", "text", { operator: "equals", values: ["a"] })).toEqual(["a", "a"]);
    expect(await foundBy("padded", "text", { operator: "equals", values: ["a "] })).toEqual(["a", "a"]);
    expect(await foundBy("padded", "text", { operator: "starts_with", values: [" "] })).toEqual([" a"]);
  });

  test("choices come in the order in which they were declared", async () => {
    await fill("mood", ["Angry", "happy", "sad", "content"]);
    expect(await foundBy("mood", "choice", null)).toEqual(["sad", "content", "happy", "Angry"]);
  });

  test("20 rows of 20 MB are cut by the server: quick, and with little memory", async () => {
    const columns = [column("id", "integer", false), column("body", "text")];
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 5);
    const startedAt = performance.now();
    try {
      const { rows } = await server.session.read(queryOf("huge", columns), signal);
      expect(rows.map(({ cells }) => cells[1])).toEqual(
        Array.from({ length: 20 }, (_, at) => ({
          start: String.fromCharCode(65 + at).repeat(1000),
          bytes: 20 * 1024 * 1024,
          digest: expect.stringMatching(/^[0-9a-f]{32}$/),
        })),
      );
    } finally {
      clearInterval(watch);
    }
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(most - before).toBeLessThan(300 * 1024 * 1024);
  });
});
