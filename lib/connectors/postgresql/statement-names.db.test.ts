import { afterAll, beforeAll, expect, test } from "vitest";
import { column, queryOf as query, type RowsServer, startRowsServer } from "@/scripts/testing/rows-server";

const { signal } = new AbortController();
const id = column("id", "integer", false);
const text = column("text", "text");

let server: RowsServer;

beforeAll(async () => {
  server = await startRowsServer(`
    create table notes (id int primary key, text text);
    insert into notes values (1, 'one'), (2, 'two');
    create view prepared as select row_number() over () as id, statement as text from pg_prepared_statements;
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

test("a statement without values is prepared once on its connection, one with values never", async () => {
  for (let turn = 0; turn < 3; turn += 1) {
    expect(await cells("notes", [id, text])).toHaveLength(2);
    const where = [{ column: "text", operator: "equals" as const, values: ["one"] }];
    expect(await cells("notes", [id, text], { where })).toEqual([["1", "one"]]);
  }
  const prepared = (await cells("prepared", [id, text])).map(([, statement]) => String(statement));
  const ofNotes = prepared.filter((statement) => statement.includes('"notes"'));
  expect(ofNotes).toHaveLength(1);
  expect(ofNotes[0]).not.toContain("where");
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
  expect(await cells("notes", [id, text])).toEqual([
    ["1", "one"],
    ["2", "two"],
    ["3", "three"],
  ]);
});
