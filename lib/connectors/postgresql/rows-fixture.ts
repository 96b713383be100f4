/** For tests: tables of every kind of column, and what a new user may do with them. */
export const hostileName = '__proto__ as "x".y 🙂';
const name = `"${hostileName.replaceAll('"', '""')}"`;

export const rowsFixture = `
      create type mood as enum ('sad', 'o''k "…"');
      create domain short as varchar(5);
      create table kinds (
        id bigint primary key, text text, choice mood, integer int, decimal numeric, float float8, boolean bool,
        date date, datetime timestamp, datetime_utc timestamptz, time time, uuid uuid, domain short,
        made int generated always as (integer + 1) stored, complex jsonb);
      create table ${name} (${name} text primary key, value text);
      create table many (id int primary key, at timestamptz, flat int not null default 1);
      insert into many select n, case when n % 3 = 0 then null
        else timestamptz '2026-01-01' + (n % 7) * interval '1 microsecond' end from generate_series(1, 20000) n;
      create table parent (id int primary key, code text unique check (code <> 'bad'), needed text not null);
      create table child (id int primary key, parent int references parent);
      insert into parent values (1, 'one', 'x'); insert into child values (1, 1);
      create table big (id int primary key, body text);
      insert into big select n, repeat(n::text, 2000000) from generate_series(1, 9) n;
      create view slow as select 1 as id from pg_sleep(60);
      revoke update (domain) on kinds from writer; revoke update on kinds from writer;
      grant update (text, integer) on kinds to writer;
    `;

/** Column, field type and a value that a careless driver would change. */
export const exactValues = [
  ["text", "text", "'; drop table kinds; -- $1 \\ \n密"],
  ["choice", "choice", 'o\'k "…"'],
  ["integer", "integer", "-2147483648"],
  ["decimal", "decimal", "12345678901234567890.000100"],
  ["decimal", "decimal", "NaN"],
  ["float", "float", "0.1"],
  ["float", "float", "-Infinity"],
  ["boolean", "boolean", "true"],
  ["date", "date", "0044-03-15 BC"],
  ["date", "date", "infinity"],
  ["datetime", "datetime", "2026-01-02 03:04:05.000001"],
  ["datetime_utc", "datetime_utc", "2026-01-02 03:04:05.999999+00"],
  ["time", "time", "23:59:59.999999"],
  ["uuid", "uuid", "0190f3a0-0000-7000-8000-000000000001"],
] as const;
