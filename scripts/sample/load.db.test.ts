import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningPostgres, startPostgres } from "../embedded-postgres.mjs";
import { loadSampleDatabase, sampleAccess } from "./load";

let directory: string;
let server: RunningPostgres;
let sql: postgres.Sql;

beforeAll(async () => {
  directory = await fs.mkdtemp(path.join(os.tmpdir(), "linkspan-sample-"));
  await fs.chmod(directory, 0o755);
  server = await startPostgres({ dataDir: path.join(directory, "sample"), port: 0, password: "super", durable: false });
  await loadSampleDatabase(server.url());
  sql = postgres(server.url(sampleAccess.database, sampleAccess.user, sampleAccess.password), { max: 1 });
});

afterAll(async () => {
  await sql?.end();
  await server?.stop();
  await fs.rm(directory, { recursive: true, force: true });
});

test("there are some 50 000 rows in related tables of three schemas", async () => {
  const counts = await Promise.all(
    [
      "sales.customers",
      "sales.orders",
      "sales.order_lines",
      "warehouse.products",
      "warehouse.stock_levels",
      "warehouse.temperature_readings",
      "finance.exchange_rates",
    ].map(async (table) => {
      const [row] = await sql.unsafe(`select count(*)::int as n from ${table}`);
      return Number(row?.n);
    }),
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  expect(total).toBeGreaterThan(48_000);
  expect(total).toBeLessThan(55_000);
});

test("every kind of column that a PostgreSQL can have is in it", async () => {
  const rows = await sql`
    select distinct coalesce(base.typname, type.typname) as name, type.typtype, type.typcategory from pg_attribute
    join pg_class on pg_class.oid = attrelid and relkind = 'r' join pg_namespace on pg_namespace.oid = relnamespace
    join pg_type type on type.oid = atttypid left join pg_type base on base.oid = type.typbasetype
    where attnum > 0 and nspname in ('sales', 'warehouse', 'finance')`;
  const names = rows.map((row) => String(row.name));
  const simple = [
    "text",
    "varchar",
    "bpchar",
    "name",
    "citext",
    "int2",
    "int4",
    "int8",
    "numeric",
    "float4",
    "float8",
    "bool",
    "date",
    "timestamp",
    "timestamptz",
    "time",
    "uuid",
  ];
  const complex = [
    "json",
    "jsonb",
    "xml",
    "bytea",
    "_text",
    "tstzrange",
    "point",
    "tsvector",
    "interval",
    "bit",
    "money",
    "inet",
    "timetz",
  ];
  expect(names).toEqual(expect.arrayContaining([...simple, ...complex]));
  // Enumerations, domains and composites have names of their own.
  expect(new Set(rows.map((row) => row.typtype))).toEqual(new Set(["b", "c", "d", "e", "r"]));
});

test("there are a table without a primary key, one with a composite key, and one with a mandatory complex column", async () => {
  const [keys] = await sql`select
    (select count(*)::int from pg_index where indrelid = 'warehouse.temperature_readings'::regclass and indisprimary) as none,
    (select indnatts::int from pg_index where indrelid = 'warehouse.stock_levels'::regclass and indisprimary) as composite`;
  expect(keys).toEqual({ none: 0, composite: 2 });
  const [column] = await sql`select attnotnull, atthasdef, atttypid::regtype::text as type from pg_attribute
    where attrelid = 'warehouse.carriers'::regclass and attname = 'pickup_schedule'`;
  expect(column).toEqual({ attnotnull: true, atthasdef: false, type: "jsonb" });
});

test("the sample role writes most tables, reads one only, and sees neither salaries nor the server's secrets", async () => {
  const [created] =
    await sql`insert into sales.customers (customer_number, name, segment, country, city, customer_since)
    values ('C-NEW', 'Ny kunde AS', 'retail', 'NO', 'Oslo', '2026-01-01') returning id`;
  expect(created?.id).toBe(2_001);
  await sql`delete from sales.customers where customer_number = 'C-NEW'`;
  expect(await sql`select 1 from finance.exchange_rates limit 1`).toHaveLength(1);

  const refused = {
    "insert into finance.exchange_rates (currency, valid_on, rate) values ('NOK', '2020-01-01', 1)": "42501",
    "select * from finance.salaries": "42501",
    "select rolpassword from pg_authid": "42501",
    "select pg_read_file('postgresql.conf')": "42501",
    "create database other": "42501",
    "create table public.mine (id integer)": "42501",
    "copy (select 1) to program 'true'": "42501",
  };
  for (const [statement, code] of Object.entries(refused)) {
    await expect(sql.unsafe(statement), statement).rejects.toMatchObject({ code });
  }
});

test("the sample role gets into no other database, and with no other password", async () => {
  const attempts = [
    server.url("postgres", sampleAccess.user, sampleAccess.password),
    server.url("template1", sampleAccess.user, sampleAccess.password),
    server.url(sampleAccess.database, sampleAccess.user, "wrong"),
  ];
  for (const url of attempts) {
    const other = postgres(url, { max: 1 });
    await expect(other`select 1`).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|28P01)$/) });
    await other.end();
  }
});

test("a load that was interrupted begins anew, and a finished one is left alone", async () => {
  expect(await loadSampleDatabase(server.url())).toBe("present");
  const superuser = postgres(server.url(), { max: 1 });
  await superuser.unsafe(`drop database ${sampleAccess.database} with (force)`);
  await superuser.unsafe("create database norrvik_loading");
  await superuser.end();
  expect(await loadSampleDatabase(server.url())).toEqual({ rows: expect.any(Number) });
});
