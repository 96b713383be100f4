import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RowsServer, startRowsServer } from "@/scripts/testing/rows-server";
import { mostDescribed } from "../define-connector";
import type { TableName } from "../rows";

const { signal } = new AbortController();
const hostile = `a"b.'c`;

const setup = `
  create schema closed;
  create type mood as enum ('sad', 'glad');
  create domain code as text not null default 'x';
  create table closed.hidden (id int primary key, note text);
  grant all on closed.hidden to writer;
  create table plain (
    id serial primary key, mood mood, code code, named text not null, late timestamptz default now(),
    made int generated always as (1) stored, own int generated always as identity);
  alter table plain drop column late;
  revoke all on plain from writer;
  grant select (id, mood), insert (named) on plain to writer;
  create table covered (id int, more text, primary key (id) include (more));
  create table pair (b int, a int, primary key (b, a));
  create view seen as select * from plain;
  create sequence elsewhere;
  create table borrowed (id int primary key default nextval('elsewhere'));
  grant usage on sequence elsewhere to writer;
  create schema "${hostile.replaceAll('"', '""')}";
  grant usage on schema "${hostile.replaceAll('"', '""')}" to writer;
  create table "${hostile.replaceAll('"', '""')}"."${hostile.replaceAll('"', '""')}" (id int primary key);
`;

describe("descriptions of many tables of a real PostgreSQL", () => {
  let server: RowsServer;
  beforeAll(async () => {
    server = await startRowsServer(setup);
  });
  afterAll(async () => {
    await server.stop();
  });

  const table = (name: string, schema = "public"): TableName => ({ schema, name });
  const sightOf = async (name: string, schema?: string) =>
    (await server.session.describeAll([table(name, schema)], signal))[0];

  test("come in the order asked for, null for what is not there, and twice for what is asked twice", async () => {
    const asked = [
      table("pair"),
      table("absent"),
      table(hostile, hostile),
      table("pair"),
      table("pg_class", "pg_catalog"),
    ];
    const sights = await server.session.describeAll(asked, signal);
    expect(sights.map((sight) => sight?.name ?? null)).toEqual(["pair", null, hostile, "pair", null]);
    expect(await server.session.describeAll([], signal)).toEqual([]);
  });

  test("say what the user may do, column by column, and what new rows would need of a sequence", async () => {
    const plain = await sightOf("plain");
    expect(plain).toMatchObject({
      mayUseSchema: true,
      mayDelete: false,
      primaryKey: [{ name: "id", type: "integer", nativeType: "integer" }],
      lockedSequences: [{ column: "id", sequence: { schema: "public", name: "plain_id_seq" } }],
    });
    expect(
      plain?.columns.map(({ name, mayRead, mayInsert, mayUpdate }) => [name, mayRead, mayInsert, mayUpdate]),
    ).toEqual([
      ["id", true, false, false],
      ["mood", true, false, false],
      ["code", false, false, false],
      ["named", false, true, false],
      ["made", false, false, false],
      ["own", false, false, false],
    ]);
    expect(plain?.columns.map(({ mandatory }) => mandatory)).toEqual([false, false, false, true, false, false]);
    expect(plain?.columns.map(({ generated }) => generated)).toEqual([false, false, false, false, true, true]);
    expect(plain?.columns.map(({ choices }) => choices)).toEqual([null, ["sad", "glad"], null, null, null, null]);
    expect(plain?.columns.map(({ nullable }) => nullable)).toEqual([false, true, false, false, true, false]);
    expect((await sightOf("borrowed"))?.lockedSequences).toEqual([]);
  });

  test("a renamed column keeps its number, and a dropped one leaves its own unused", async () => {
    const before = await sightOf("plain");
    expect(before?.columns.map(({ ordinal }) => ordinal)).toEqual([1, 2, 3, 4, 6, 7]);
    await server.owner.query("alter table plain rename column code to kind");
    expect((await sightOf("plain"))?.columns[2]).toMatchObject({ name: "kind", ordinal: 3 });
    await server.owner.query("alter table plain rename column kind to code");
  });

  test("a table in a schema that may not be used is seen as such, and is none for somebody who chooses one", async () => {
    expect(await sightOf("hidden", "closed")).toMatchObject({ mayUseSchema: false, mayDelete: true });
    expect(await server.session.describe(table("hidden", "closed"), signal)).toBeNull();
    await server.owner.query("grant usage on schema closed to writer");
    expect(await sightOf("hidden", "closed")).toMatchObject({ mayUseSchema: true });
    expect(await server.session.describe(table("hidden", "closed"), signal)).toMatchObject({ name: "hidden" });
    await server.owner.query("revoke usage on schema closed from writer");
  });

  test("what a primary key only carries along is no part of it, and its columns keep their order", async () => {
    expect((await sightOf("covered"))?.primaryKey.map(({ name }) => name)).toEqual(["id"]);
    expect((await sightOf("pair"))?.primaryKey.map(({ name }) => name)).toEqual(["b", "a"]);
    const listed = (await server.session.catalog(signal)).find(({ name }) => name === "covered");
    expect(listed?.primaryKey.map(({ name }) => name)).toEqual(["id"]);
    expect(await sightOf("seen")).toMatchObject({ kind: "view", primaryKey: [], mandatoryComplex: [] });
  });

  test("no more tables are asked for at once than the answer's budget was made for", async () => {
    const many = Array.from({ length: mostDescribed }, () => table("pair"));
    expect(await server.session.describeAll(many, signal)).toHaveLength(mostDescribed);
    await expect(server.session.describeAll([...many, table("pair")], signal)).rejects.toThrow("at once");
  });
});
