import { z } from "zod";
import type { CatalogTable, ServerFacts, ServerIdentity } from "../define-connector";
import { ConnectorFailure } from "../failures";

/**
 * Sent in front of every query, in one message with it: after connecting, because PgBouncer refuses these as startup
 * parameters. The path keeps names of the catalog from being answered by somebody's own schema.
 */
const settings = "set statement_timeout = 15000; set default_transaction_read_only = on; set search_path = pg_catalog;";

const systemIdentifier = "(pg_control_system()).system_identifier::text";
const startedAt = "extract(epoch from pg_postmaster_start_time())::text";

/** Which server this is; `started_at` alone is what every user may see. For our own database, through its own driver. */
export const ownIdentitySql = {
  full: `select ${systemIdentifier} as system_identifier, ${startedAt} as started_at`,
  public: `select null as system_identifier, ${startedAt} as started_at`,
};

// Objects of a database's own catalog have numbers below this, in every version.
const firstUserOid = 16384;

// One row of the catalog, in the order of its index: enough to know that it can be read, and a third of what it cost to
// look for a table that the user may read.
const facts = (identifier: string) => `${settings}
  select current_setting('server_version'), ${identifier}, ${startedAt},
    (select true from pg_class order by oid limit 1)`;

export const factsSql = { full: facts(systemIdentifier), public: facts("null") };

export const tablesSql = `${settings}
  select n.nspname, c.relname, c.relkind, coalesce((
    select json_agg(a.attname order by k.position)::text
    from pg_index i
    cross join lateral unnest(i.indkey) with ordinality as k(attnum, position)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
    where i.indrelid = c.oid and i.indisprimary
  ), '[]')
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where c.oid >= ${firstUserOid} and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
    and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
    and has_schema_privilege(n.oid, 'usage')
    and (has_table_privilege(c.oid, 'select') or has_any_column_privilege(c.oid, 'select'))
  order by n.nspname collate "C", c.relname collate "C"`;

const cell = z.string();
const factsRow = z.tuple([
  cell.regex(/^\d+(\.\d+)*/).max(200),
  z
    .string()
    .regex(/^\d{1,20}$/)
    .nullable(),
  cell.regex(/^\d{1,20}(\.\d{1,6})?$/),
  z.literal("t"),
]);

/** Throws ConnectorFailure "protocol" when a server answers something else than was asked for. */
export function parseFacts(rows: unknown): ServerFacts & { identity: ServerIdentity } {
  const [version, systemIdentifier, startedAt] = parsed(z.tuple([factsRow]), rows)[0];
  return { version, identity: { systemIdentifier, startedAt } };
}

const kinds = { r: "table", p: "table", v: "view", m: "materialized_view", f: "foreign_table" } as const;
const columnNames = z.string().transform((text, context) => {
  try {
    return z.array(z.string()).parse(JSON.parse(text));
  } catch (error) {
    context.addIssue({ code: "custom", message: String(error) });
    return z.NEVER;
  }
});
const tableRow = z.tuple([cell, cell, z.enum(["r", "p", "v", "m", "f"]), columnNames]);

/** Throws ConnectorFailure "protocol" like parseFacts. */
export function parseTables(rows: unknown): readonly CatalogTable[] {
  return parsed(z.array(tableRow), rows).map(([schema, name, kind, primaryKey]) => ({
    schema,
    name,
    kind: kinds[kind],
    primaryKey,
  }));
}

/** Whether both are the same server, or one a physical copy of the other. */
export function isSameServer(one: ServerIdentity, other: ServerIdentity): boolean {
  if (one.systemIdentifier !== null && other.systemIdentifier !== null) {
    return one.systemIdentifier === other.systemIdentifier;
  }
  return one.startedAt === other.startedAt;
}

function parsed<S extends z.ZodType>(schema: S, rows: unknown): z.output<S> {
  const result = schema.safeParse(rows);
  if (!result.success) throw new ConnectorFailure("protocol", { cause: result.error, reason: "answer to our query" });
  return result.data;
}
