import postgres, { type Sql } from "postgres";
import type { ObjectDefinition } from "@/lib/objects/schema";
import { type ExternalPostgres, startExternalPostgres } from "./external-postgres";
import { objectColumn } from "./object-column";

/** Somebody else's server on which one user takes the place of another: `reader` reads everything of the schema `shop`. */
export type Succession = {
  external: ExternalPostgres;
  /** Of the superuser. */
  sql: Sql;
  /** Who shall follow the reader; may use the schema and nothing in it yet. */
  successor: { user: string; password: string };
  /** Tables of `shop` with one row each. */
  makeTables(names: readonly string[]): Promise<void>;
  stop(): Promise<void>;
};

export async function startSuccession(): Promise<Succession> {
  const external = await startExternalPostgres("of the reader");
  const sql = postgres(external.superuserUrl, { max: 2, onnotice: () => undefined });
  const successor = { user: "successor", password: "of the successor" };
  await sql.unsafe(`
    create role successor login password 'of the successor';
    create schema shop;
    grant usage on schema shop to reader, successor;
    alter default privileges in schema shop grant select on tables to reader;`);
  return {
    external,
    sql,
    successor,
    async makeTables(names) {
      for (const name of names) {
        await sql`create table ${sql(`shop.${name}`)} (id bigint generated always as identity primary key, note varchar(50))`;
        await sql`insert into ${sql(`shop.${name}`)} (note) values (${`first of ${name}`})`;
      }
    },
    async stop() {
      await sql.end();
      await external.stop();
    },
  };
}

/** A version that reads such a table. */
export function readsShop(name: string): ObjectDefinition {
  return {
    table: { schema: "shop", name },
    columns: [
      objectColumn("id", "bigint", { primaryKey: true, readOnly: true, nullable: false, generated: true }),
      objectColumn("note", "text", { nativeType: "character varying(50)", readOnly: true }),
    ],
    membersWithUseMay: "read",
  };
}
