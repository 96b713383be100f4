import { z } from "zod";
import { mostDescribed } from "../define-connector";
import { type CatalogColumn, fieldTypes, type TableDescription, type TableName, type TableSight } from "../rows";
import type { Statement } from "../sql/compile";
import { parsed } from "./catalog";
import type { Ask } from "./rows";
import { baseType, fieldType, firstUserOid, json, kinds, mandatory } from "./tables";

const column = `json_build_array(
  a.attnum, a.attname, ${fieldType}, format_type(a.atttypid, a.atttypmod),
  case when b.typtype = 'e' then (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = b.oid) end,
  not (a.attnotnull or b.notnull), ${mandatory}, a.attgenerated <> '' or a.attidentity = 'a',
  has_column_privilege(c.oid, a.attnum, 'select'), has_column_privilege(c.oid, a.attnum, 'insert'),
  has_column_privilege(c.oid, a.attnum, 'update'))`;

// A default that calls nextval() does so as the database user, unlike an identity column. In a `case`, because the server
// chooses which condition it looks at first, and the question is an error for what is no sequence.
const lockedSequences = `
  select json_agg(json_build_array(a.attname, sn.nspname, s.relname) order by a.attnum)::text
  from pg_attrdef d
  join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum and a.attgenerated = ''
  join pg_depend p on p.classid = 'pg_attrdef'::regclass and p.objid = d.oid and p.refclassid = 'pg_class'::regclass
  join pg_class s on s.oid = p.refobjid
  join pg_namespace sn on sn.oid = s.relnamespace
  where d.adrelid = c.oid and case when s.relkind = 'S' then not has_sequence_privilege(s.oid, 'usage, update') else false end`;

/** Whatever the user may do with them, in one answer. */
function describeStatement(tables: readonly TableName[]): Statement {
  return {
    text: `
      select w.place::text, c.relkind, obj_description(c.oid, 'pg_class'),
        has_schema_privilege(n.oid, 'usage')::text, has_table_privilege(c.oid, 'delete')::text,
        coalesce((
          select array_to_json((i.indkey::int2[])[0:i.indnkeyatts - 1])::text
          from pg_index i where i.indrelid = c.oid and i.indisprimary
        ), '[]'),
        coalesce((${lockedSequences}), '[]'),
        coalesce((
          select json_agg(${column} order by a.attnum)::text
          from pg_attribute a cross join ${baseType}
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        ), '[]')
      from json_array_elements($1::json) with ordinality as w(name, place)
      join pg_namespace n on n.nspname = w.name ->> 0
      join pg_class c on c.relnamespace = n.oid and c.relname = w.name ->> 1
      where c.oid >= ${firstUserOid} and c.relkind in ('r', 'p', 'v', 'm', 'f')
        and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
      order by w.place`,
    values: [JSON.stringify(tables.map(({ schema, name }) => [schema, name]))],
    hasOnePlan: false,
  };
}

const cell = z.string();
// Null for what was dropped while the catalog was read.
const may = z
  .boolean()
  .nullable()
  .transform((answer) => answer === true);
const mayText = z
  .enum(["true", "false"])
  .nullable()
  .transform((answer) => answer === "true");

const columnCells = z
  .tuple([
    z.int(),
    cell,
    z.enum(fieldTypes),
    cell,
    z.array(cell).nullable(),
    z.boolean(),
    z.boolean(),
    z.boolean(),
    may,
    may,
    may,
  ])
  .transform((cells): CatalogColumn & { ordinal: number } => {
    const [ordinal, name, type, nativeType, choices, nullable, mandatory, generated, ...privileges] = cells;
    const [mayRead, mayInsert, mayUpdate] = privileges;
    return {
      ordinal,
      name,
      type,
      nativeType,
      choices,
      nullable,
      mandatory,
      generated,
      mayRead,
      mayInsert,
      mayUpdate,
    };
  });

const row = z.tuple([
  cell.regex(/^\d{1,9}$/).transform(Number),
  z.enum(["r", "p", "v", "m", "f"]),
  cell.nullable(),
  mayText,
  mayText,
  json(z.array(z.int())),
  json(z.array(z.tuple([cell, cell, cell]))),
  json(z.array(columnCells)),
]);

function sightOf({ schema, name }: TableName, answer: z.output<typeof row>): TableSight {
  const [, kind, comment, mayUseSchema, mayDelete, key, locked, columns] = answer;
  const primaryKey = key.flatMap((ordinal) => columns.filter((each) => each.ordinal === ordinal));
  // Every new row of a view's tables is that view's own affair.
  const holdsRows = kind !== "v" && kind !== "m";
  return {
    schema,
    name,
    kind: kinds[kind],
    primaryKey: primaryKey.map(ofType),
    mandatoryComplex: columns.filter((each) => holdsRows && each.mandatory && each.type === "complex").map(ofType),
    comment,
    columns,
    mayDelete,
    mayUseSchema,
    lockedSequences: locked.map(([column, ...sequence]) => ({
      column,
      sequence: { schema: sequence[0], name: sequence[1] },
    })),
  };
}

function ofType({ name, type, nativeType }: CatalogColumn) {
  return { name, type, nativeType };
}

/** In the order asked for; null for a table that does not exist. Throws ConnectorFailure. */
export async function describeTables(ask: Ask, tables: readonly TableName[]): Promise<(TableSight | null)[]> {
  if (tables.length > mostDescribed) throw new Error(`More than ${mostDescribed} tables at once.`);
  const answers = parsed(z.array(row).max(tables.length), await ask(describeStatement(tables)));
  const byPlace = new Map(answers.map((answer) => [answer[0], answer]));
  return tables.map((table, at) => {
    const answer = byPlace.get(at + 1);
    return answer === undefined ? null : sightOf(table, answer);
  });
}

/** Null also for a table of which the user may read nothing. Throws ConnectorFailure. */
export async function describeTable(ask: Ask, table: TableName): Promise<TableDescription | null> {
  const [sight = null] = await describeTables(ask, [table]);
  return sight?.mayUseSchema === true && sight.columns.some(({ mayRead }) => mayRead) ? sight : null;
}
