import { afterAll, beforeAll, expect, test } from "vitest";
import { column, queryOf as query, type RowsServer, startRowsServer } from "@/scripts/testing/rows-server";

const { signal } = new AbortController();
const id = column("id", "integer", false);
const text = column("text", "text");

let server: RowsServer;

beforeAll(async () => {
  server = await startRowsServer(`
    create table notes (id int primary key, text text, at timestamptz default '2026-01-01');
    insert into notes values (1, 'one'), (2, 'two');
    create table many (id int primary key, at timestamptz not null);
    insert into many select n, timestamptz '2026-01-01' + (n % 7) * interval '1 minute' from generate_series(1, 20000) n;
    create index on many (at, id);
    create table grown (id int primary key, amount int);
    create view prepared as
      select row_number() over () as id, statement as text, generic_plans as generic from pg_prepared_statements;
    create function forget() returns int language plpgsql as $$ begin execute 'deallocate all'; return 1; end $$;
    create view forgets as select forget() as id;`);
});
afterAll(async () => {
  await server.stop();
});

async function cells(...asked: Parameters<typeof query>) {
  const { rows } = await server.session.read(query(...asked), signal);
  return rows.map((row) => row.cells);
}

/** Statements that name a table, as the connection keeps them. */
async function kept(table: string) {
  const found = await cells("prepared", [id, text, column("generic", "bigint")]);
  return found
    .map(([, statement, generic]) => ({ statement: String(statement), generic: Number(generic) }))
    .filter(({ statement }) => statement.includes(`"${table}"`));
}

test("a statement is prepared once where it has one plan: a page, a place in an order, a row, and no filter", async () => {
  const columns = [id, text, column("at", "datetime_utc")];
  const at = {
    sort: { column: "at", direction: "desc" as const },
    from: { sorted: "2026-01-01 00:00:00+00", key: "2" },
  };
  const equals = (name: string, value: string) => [{ column: name, operator: "equals" as const, values: [value] }];
  for (let turn = 0; turn < 8; turn += 1) {
    expect(await cells("notes", columns)).toHaveLength(2);
    expect(await cells("notes", columns, at)).toEqual([["1", "one", "2026-01-01 00:00:00+00"]]);
    expect(await cells("notes", columns, { where: equals("id", "2") })).toHaveLength(1);
    expect(await cells("notes", columns, { where: equals("text", "one") })).toHaveLength(1);
    expect(await cells("notes", columns, { ...at, where: equals("text", "two") })).toEqual([]);
    // A text is kept as what the column is, and that may change.
    const byText = { sort: { column: "text", direction: "asc" as const }, from: { sorted: "one", key: "1" } };
    expect(await cells("notes", columns, byText)).toHaveLength(1);
  }
  const statements = await kept("notes");
  const conditions = statements.map(({ statement }) => /where .*? order by/.exec(statement)?.[0] ?? "").sort();
  expect(conditions).toEqual([
    "",
    'where "r"."id" = $1::bigint order by',
    'where ("r"."at", "r"."id") < ($1::timestamptz, $2::bigint) order by',
  ]);
  // After five times the server stops to plan them anew.
  for (const { generic } of statements) expect(generic).toBeGreaterThan(2);
});

test("a place in an order is looked for by the index, wherever it is, also by a plan that is kept", async () => {
  const columns = [column("id", "integer", false), column("at", "datetime_utc", false)];
  for (const key of ["1", "1000", "9999", "20000", "2", "3", "4", "19998"]) {
    const from = { sorted: `2026-01-01 00:00:00+00`, key };
    await cells("many", columns, { sort: { column: "at", direction: "asc" }, from, limit: 51 });
  }
  const [page] = await kept("many");
  expect(page?.generic).toBeGreaterThan(2);
  const { rows } = await server.owner.query(`explain (generic_plan) ${page?.statement}`);
  expect(JSON.stringify(rows)).toMatch(/Index Cond: \(ROW\(at, id\) > ROW/);
});

test("a value means what its column is now, whatever it was when the statement was prepared", async () => {
  const columns = [column("id", "integer", false), column("amount", "integer")];
  const table = { schema: "public", name: "grown" };
  const insert = (key: string, amount: string) =>
    server.session.write(
      {
        kind: "insert",
        table,
        columns,
        key: "id",
        values: [
          ["id", key],
          ["amount", amount],
        ],
      },
      signal,
    );
  const where = (key: string) => [{ column: "id", operator: "equals" as const, values: [key] }];
  expect(await insert("1", "7")).toMatchObject({ outcome: "written" });
  expect(await cells("grown", columns, { where: where("1") })).toEqual([["1", "7"]]);
  await server.owner.query("alter table grown alter id type bigint, alter amount type bigint");
  expect(await insert("3000000000", "4000000000")).toMatchObject({ outcome: "written" });
  expect(await cells("grown", columns, { where: where("3000000000") })).toEqual([["3000000000", "4000000000"]]);
});

test("where the server has forgotten it, as behind a pooler, the statement is asked all the same", async () => {
  expect(await cells("notes", [id])).toEqual([["1"], ["2"]]);
  expect(await cells("forgets", [id])).toEqual([["1"]]);
  expect(await cells("notes", [id])).toEqual([["1"], ["2"]]);
});

test("a table that was changed since is read as it is now", async () => {
  expect(await cells("notes", [id, text])).toHaveLength(2);
  await server.owner.query("alter table notes alter column text type varchar(10), add column more int");
  await server.owner.query("insert into notes (id, text) values (3, 'three')");
  await server.owner.query("alter table notes drop column at");
  expect(await cells("notes", [id, text])).toEqual([
    ["1", "one"],
    ["2", "two"],
    ["3", "three"],
  ]);
});
