import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { z } from "zod";
import { countPendingMigrations, migrate } from "./migrate";

// A database as the first release left it, brought up to date in a second step: nothing of it may get lost on the way.

const name = "linkspan_of_the_first_release";
const url = new URL(inject("clusterUrl"));
url.pathname = `/${name}`;
const migrations = path.join(process.cwd(), "db", "migrations");
const firstRelease = 2;

/** Ids that can be told apart in a failure. */
const id = (end: number) => `00000000-0000-7000-8000-${String(end).padStart(12, "0")}`;
const [account, user, app] = [id(1), id(2), id(3)];
const [bound, drafted, unbound] = [id(10), id(11), id(12)];
const [development, production] = [id(20), id(21)];

let cluster: Sql;
let sql: Sql;
let folder: string;

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), "linkspan-migrations-"));
  await copyMigrations(firstRelease);
  cluster = postgres(inject("clusterUrl"), { max: 1, onnotice: () => undefined });
  await cluster`drop database if exists ${cluster(name)}`;
  await cluster`create database ${cluster(name)}`;
  sql = postgres(url.href, { max: 1, onnotice: () => undefined });
});

afterAll(async () => {
  await sql.end();
  await cluster`drop database if exists ${cluster(name)}`;
  await cluster.end();
  await fs.rm(folder, { recursive: true, force: true });
});

const journalShape = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) });

/** The first migrations only, as the older release had them. */
async function copyMigrations(count: number): Promise<void> {
  const text = await fs.readFile(path.join(migrations, "meta", "_journal.json"), "utf8");
  const journal = journalShape.parse(JSON.parse(text));
  const entries = journal.entries.slice(0, count);
  await fs.mkdir(path.join(folder, "meta"));
  await fs.writeFile(path.join(folder, "meta", "_journal.json"), JSON.stringify({ ...journal, entries }));
  for (const { tag } of entries)
    await fs.copyFile(path.join(migrations, `${tag}.sql`), path.join(folder, `${tag}.sql`));
}

const published = "2026-01-02 03:04:05+00";
const contents = `
  insert into accounts (id, name) values ('${account}', 'Norrvik');
  insert into users (id, account_id, name, email, role) values ('${user}', '${account}', 'Ines', 'ines@norrvik.example', 'member');
  insert into apps (id, account_id, name, name_key, created_by, created_at)
    values ('${app}', '${account}', 'Ledger', 'ledger', '${user}', now());
  insert into connections (id, account_id, environment, connector, name, name_key, details, address, created_by, created_at,
    modified_at, credentials_key_id, linked_object_count)
    select id::uuid, '${account}', environment, 'postgresql', environment, environment, '{}', '', '${user}', now(), now(), 'k', 1
    from (values ('${development}', 'development'), ('${production}', 'production')) c (id, environment);
  insert into external_data_objects (id, account_id, app_id, name, created_by, created_at, modified_at)
    select id::uuid, '${account}', '${app}', id, '${user}', now(), now()
    from (values ('${bound}'), ('${drafted}'), ('${unbound}')) o (id);
  update external_data_objects set draft = '{"kept": true}', draft_connection_id = '${development}' where id = '${drafted}';
  insert into object_versions (account_id, object_id, version, definition, published_by, published_at)
    select '${account}', id::uuid, version, json_build_object('says', version), '${user}', '${published}'
    from (values ('${bound}', 1), ('${bound}', 2), ('${unbound}', 1)) v (id, version);
  insert into object_bindings (account_id, object_id, environment, version, connection_id, bound_by, bound_at) values
    ('${account}', '${bound}', 'development', 2, '${development}', '${user}', '${published}'),
    ('${account}', '${bound}', 'production', 1, '${production}', '${user}', '${published}');
`;

test("the migration keeps versions, bindings and drafts, and fills in the connector of each", async () => {
  await applyMigrations(drizzle(sql), { migrationsFolder: folder });
  await sql.unsafe(contents);
  expect(await countPendingMigrations(url.href)).toBeGreaterThan(0);
  await expect(sql`select connector from object_versions`).rejects.toMatchObject({ code: "42703" });

  await migrate(url.href);

  expect(await countPendingMigrations(url.href)).toBe(0);
  const versions = await sql`
    select object_id, version, connector, definition, published_by, published_at = ${published} as "at"
    from object_versions order by object_id, version`;
  const version = { connector: "postgresql", published_by: user, at: true };
  expect([...versions]).toEqual([
    { ...version, object_id: bound, version: 1, definition: { says: 1 } },
    { ...version, object_id: bound, version: 2, definition: { says: 2 } },
    { ...version, object_id: unbound, version: 1, definition: { says: 1 } },
  ]);
  const bindings = await sql`
    select environment, version, connection_id, connector, drifted_at, bound_at = ${published} as "at"
    from object_bindings where object_id = ${bound} order by environment`;
  const binding = { connector: "postgresql", drifted_at: null, at: true };
  expect([...bindings]).toEqual([
    { ...binding, environment: "development", version: 2, connection_id: development },
    { ...binding, environment: "production", version: 1, connection_id: production },
  ]);
  const drafts = await sql`
    select id, draft, draft_connection_id, draft_begun_by = created_by and draft_begun_at = created_at as "begun"
    from external_data_objects where draft is not null`;
  const draft = { draft: { kept: true }, begun: true };
  expect([...drafts]).toEqual([{ ...draft, id: drafted, draft_connection_id: development }]);
});

test("what the migration brings holds for what was there before it", async () => {
  await expect(sql`update object_versions set definition = '{}'`).rejects.toMatchObject({
    constraint_name: "object_versions_unchanging",
  });
  await expect(sql`update object_bindings set connector = 'odata'`).rejects.toMatchObject({ code: "23503" });
  await expect(sql`delete from connections where id = ${production}`).rejects.toMatchObject({
    constraint_name: "object_bindings_connection_fk",
  });
  await sql`delete from object_bindings where object_id = ${bound} and environment = 'production'`;
  expect((await sql`delete from connections where id = ${production}`).count).toBe(1);
  // A draft's connection goes without the draft, as before.
  await sql`delete from object_bindings where object_id = ${bound}`;
  expect((await sql`delete from connections where id = ${development}`).count).toBe(1);
  expect([...(await sql`select draft from external_data_objects where id = ${drafted}`)]).toEqual([
    { draft: { kept: true } },
  ]);
});
