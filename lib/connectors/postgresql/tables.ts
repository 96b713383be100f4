import { z } from "zod";
import { type CatalogTable, fieldTypes } from "../rows";
import type { Statement } from "../sql/compile";
import { parsed } from "./catalog";

// Objects of a database's own catalog have numbers below this, in every version.
export const firstUserOid = 16384;

/** The type below all domains, and what the domains add: a rule against NULL, a default. */
export const baseType = `
  lateral (
    with recursive chain as (
      select t.oid, t.typname, t.typtype, t.typbasetype, t.typnamespace, t.typnotnull as notnull,
        t.typdefault is not null as has_default, 1 as depth
      from pg_type t where t.oid = a.atttypid
      union all
      select t.oid, t.typname, t.typtype, t.typbasetype, t.typnamespace, chain.notnull or t.typnotnull,
        chain.has_default or t.typdefault is not null, chain.depth + 1
      from chain join pg_type t on t.oid = chain.typbasetype where chain.typtype = 'd'
    )
    select * from chain order by depth desc limit 1
  ) b`;

export const fieldType = `
  case
    when b.typtype = 'e' then 'choice'
    when b.typname = 'citext' then 'text'
    when b.typnamespace <> 'pg_catalog'::regnamespace then 'complex'
    else case b.typname
      when 'text' then 'text' when 'varchar' then 'text' when 'bpchar' then 'text' when 'name' then 'text'
      when 'int2' then 'integer' when 'int4' then 'integer' when 'int8' then 'bigint' when 'numeric' then 'decimal'
      when 'float4' then 'float' when 'float8' then 'float' when 'bool' then 'boolean' when 'date' then 'date'
      when 'timestamp' then 'datetime' when 'timestamptz' then 'datetime_utc' when 'time' then 'time'
      when 'uuid' then 'uuid' else 'complex'
    end
  end`;

const column = `json_build_array(a.attname, ${fieldType}, format_type(a.atttypid, a.atttypmod))`;
export const mandatory = `
  (a.attnotnull or b.notnull) and not a.atthasdef and not b.has_default and a.attidentity = '' and a.attgenerated = ''`;

// Only for the few columns that decide, because a catalog may have tens of thousands of them.
const table = `
  n.nspname, c.relname, c.relkind,
  coalesce((
    select json_agg(${column} order by k.position)::text
    from pg_index i
    cross join lateral unnest(i.indkey) with ordinality as k(attnum, position)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
    cross join ${baseType}
    where i.indrelid = c.oid and i.indisprimary and k.position <= i.indnkeyatts
  ), '[]'),
  coalesce((
    select json_agg(${column} order by a.attnum)::text
    from pg_attribute a cross join ${baseType}
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'f')
      and ${mandatory} and ${fieldType} = 'complex'
  ), '[]')`;

const readable = `
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where c.oid >= ${firstUserOid} and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
    and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
    and has_schema_privilege(n.oid, 'usage')
    and (has_table_privilege(c.oid, 'select') or has_any_column_privilege(c.oid, 'select'))`;

/** Tables and views that the user may read, by schema and name. */
export const tablesStatement: Statement = {
  text: `select ${table} ${readable} order by n.nspname collate "C", c.relname collate "C"`,
  values: [],
  hasOnePlan: true,
};

export const kinds = { r: "table", p: "table", v: "view", m: "materialized_view", f: "foreign_table" } as const;
const cell = z.string();

/** JSON that came in a cell. */
export function json<S extends z.ZodType>(shape: S) {
  return z.string().transform((text, context): z.output<S> => {
    try {
      return shape.parse(JSON.parse(text));
    } catch (error) {
      context.addIssue({ code: "custom", message: String(error) });
      return z.NEVER;
    }
  });
}

const columnShape = z
  .tuple([z.string(), z.enum(fieldTypes), z.string()])
  .transform(([name, type, nativeType]) => ({ name, type, nativeType }));
const tableCells = [
  cell,
  cell,
  z.enum(["r", "p", "v", "m", "f"]),
  json(z.array(columnShape)),
  json(z.array(columnShape)),
] as const;
const tableRow = z.tuple(tableCells);
function tableOf([schema, name, kind, primaryKey, mandatoryComplex]: z.output<typeof tableRow>): CatalogTable {
  return { schema, name, kind: kinds[kind], primaryKey, mandatoryComplex };
}

/** Throws ConnectorFailure "protocol" when a server answers something else than was asked for. */
export function parseTables(rows: unknown): readonly CatalogTable[] {
  return parsed(z.array(tableRow), rows).map(tableOf);
}
