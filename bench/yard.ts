import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { startPostgres } from "@/scripts/embedded-postgres.mjs";

export const tableCount = 50;
export const porter = { user: "porter", password: "porter-of-the-bench" };

/** An external server with fifty tables of twenty columns, of the kinds that tables are made of. */
export type Yard = { port: number; url: string; stop(): Promise<void> };

export const tables = Array.from({ length: tableCount }, (_, at) => ({ schema: "yard", name: `lot_${at}` }));

export async function startYard(): Promise<Yard> {
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), "linkspan-bench-yard-"));
  // PostgreSQL runs as another user when this runs as root.
  await fs.chmod(directory, 0o755);
  const server = await startPostgres({
    dataDir: path.join(directory, "cluster"),
    port: 0,
    password: "superuser",
    durable: false,
  });
  const admin = new Client({ connectionString: server.url() });
  await admin.connect();
  await admin.query(`
    create role ${porter.user} login password '${porter.password}';
    create schema yard;
    grant usage on schema yard to ${porter.user};
    create type yard.state as enum ('free', 'reserved', 'loaded', 'gone');
    create domain yard.code as varchar(12) check (value <> '');
    do $$ begin
      for n in 0..${tableCount - 1} loop
        execute format('create table yard.lot_%s (
          id bigserial primary key, code yard.code not null, state yard.state not null default ''free'', lane integer not null,
          place smallint, length_m numeric(8, 2), width_m numeric(8, 2), weight_kg double precision, is_cold boolean not null
          default false, arrived_at timestamptz not null default now(), left_at timestamptz, due date, slot time,
          carrier text, remark text, seal uuid, tags text[], papers jsonb, owner varchar(100), made integer generated always
          as (lane * 100 + place) stored)', n);
      end loop;
    end $$;
    grant select, insert, update, delete on all tables in schema yard to ${porter.user};
    grant usage on all sequences in schema yard to ${porter.user};`);
  await admin.query("vacuum analyze");
  await admin.end();
  return {
    port: server.port,
    url: server.url().replace(/\/\/[^@]*@/, `//${porter.user}:${porter.password}@`),
    async stop() {
      await server.stop();
      await fs.rm(directory, { recursive: true, force: true });
    },
  };
}
