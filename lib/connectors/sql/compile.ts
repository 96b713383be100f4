import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  sql,
} from "kysely";
import {
  type Column,
  type Condition,
  cutAboveBytes,
  cutCharacters,
  type FieldType,
  type Position,
  type ReadQuery,
  type RowChange,
  type SeenValues,
  type TableName,
} from "../rows";

// Kysely only puts the text together and quotes the names; nothing is ever run through it.
const compiler = new Kysely<never>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/**
 * SQL with its parameters, all of them text or NULL: the server gives each the type of what it is compared with, unless the
 * text names it. `hasOnePlan`: whatever the values are, it is best done in the same way.
 */
export type Statement = { text: string; values: readonly (string | null)[]; hasOnePlan: boolean };

type Part = RawBuilder<unknown>;

function compiled(part: Part, hasOnePlan = false): Statement {
  const { sql: text, parameters } = part.compile(compiler);
  const values = parameters.map((value) => (value === null ? null : String(value)));
  return { text, values, hasOnePlan: hasOnePlan || values.length === 0 };
}

/** A name as it stands in a statement. */
export function quoted(name: string): string {
  return compiled(sql`${sql.id(name)}`).text;
}

// Through an alias: in "order by" a bare name would mean the text that is selected under it.
const table = ({ schema, name }: TableName) => sql`${sql.id(schema, name)} as ${sql.id("r")}`;
const col = (name: string) => sql.id("r", name);
const asText = (name: string) => sql`${col(name)}::text`;
const all = (parts: readonly Part[]) => (parts.length === 0 ? sql`` : sql`where ${sql.join([...parts], sql` and `)}`);

// Numbers of ours stand in the text: a statement without parameters has one plan, and a limit that is known a better one.
const largest = sql.lit(cutAboveBytes);
const shownOfLarge = sql.lit(cutCharacters);

/** Types whose values may be of any size. */
const unbounded: ReadonlySet<FieldType> = new Set(["text", "decimal", "complex"]);

/**
 * What a value is called in a statement that the server keeps. It would otherwise remember the type that the column had when
 * it first met the statement: 0.1 for a `float4` is another number than for the `float8` that the column is by now. Types
 * that are missing here have a wider one that is not the same: their statements are read anew each time.
 */
const toldTypes: Partial<Record<FieldType, string>> = {
  integer: "bigint",
  bigint: "bigint",
  decimal: "numeric",
  boolean: "boolean",
  date: "date",
  datetime: "timestamp",
  datetime_utc: "timestamptz",
  time: "time",
  uuid: "uuid",
};

type Told = (column: string) => string | undefined;

function toldOf(columns: readonly Column[], more: Partial<Record<FieldType, string>> = {}): Told {
  return (name) => {
    const type = columns.find((column) => column.name === name)?.type;
    return type === undefined ? undefined : (toldTypes[type] ?? more[type]);
  };
}

function told(value: string | null, type: string | undefined): Part {
  return type === undefined ? sql`${value}` : sql`${value}::${sql.raw(type)}`;
}

/** How many values of an answer belong to a column: a large one brings its size and digest along when it was cut. */
export function widthOf({ type }: Pick<Column, "type">, whole: boolean): 1 | 2 {
  return unbounded.has(type) && !whole ? 2 : 1;
}

function cells(columns: readonly Column[], whole: boolean): Part {
  const parts = columns.flatMap((column) => {
    const text = asText(column.name);
    if (widthOf(column, whole) === 1) return [text];
    const isLarge = sql`octet_length(${text}) > ${largest}`;
    return [
      sql`case when ${isLarge} then left(${text}, ${shownOfLarge}) else ${text} end`,
      sql`case when ${isLarge} then octet_length(${text}) || ' ' || md5(${text}) end`,
    ];
  });
  return sql.join(parts);
}

/** The cells of `query.columns`, then the text of the sorted column and of the key. */
export function compileRead({
  table: from,
  columns,
  key,
  where,
  sort,
  backwards,
  limit,
  ...query
}: ReadQuery): Statement {
  const ascending = (sort.direction === "asc") !== backwards;
  const sorted = columns.find(({ name }) => name === sort.column);
  const nullable = sorted?.nullable ?? true;
  const types = toldOf(columns);
  const isOne = (each: Condition) => each.operator === "equals" && each.column === key;
  const conditions = where.map((each) =>
    isOne(each) ? sql`${col(key)} = ${told(each.values[0] ?? "", types(key))}` : condition(each),
  );
  if (query.from !== null)
    conditions.push(beyond(query.from, { sorted: sort.column, key, nullable, ascending, types }));
  // By its key a row is found in one way, and a place in an order too. What else is filtered by may be rare or frequent.
  const hasOnePlan =
    (query.from === null || types(sort.column) !== undefined) &&
    types(key) !== undefined &&
    where.every((each) => isOne(each) || each.values.length === 0);
  // The order of NULLs that an ordinary index has, in either direction.
  const direction = ascending ? sql`asc nulls last` : sql`desc nulls first`;
  const order =
    sort.column === key
      ? sql`${col(key)} ${direction}`
      : sql`${col(sort.column)} ${direction}, ${col(key)} ${direction}`;
  const text = sql`
    select ${cells(columns, query.whole === true)}, ${place(sort.column)}, ${asText(key)}
    from ${table(from)} ${all(conditions)} order by ${order} limit ${sql.lit(limit)}`;
  return compiled(text, hasOnePlan);
}

/** No page begins at a value that would not fit into an address: NULL stands for it, with a mark in front of every other. */
function place(name: string): Part {
  const text = asText(name);
  return sql`case when octet_length(${text}) > ${shownOfLarge} then 'cut' else 'at ' || ${text} end`;
}

type Order = { sorted: string; key: string; nullable: boolean; ascending: boolean; types: Told };

/** Rows after the place in this order, so that the plain index of a column that is never NULL answers it. */
function beyond(from: Position, { sorted, key, nullable, ascending, types }: Order): Part {
  const [column, id] = [col(sorted), col(key)];
  const than = ascending ? sql`>` : sql`<`;
  const last = told(from.key, types(key));
  if (sorted === key) return sql`${id} ${than} ${last}`;
  if (from.sorted === null) {
    const sameNull = sql`(${column} is null and ${id} ${than} ${last})`;
    return ascending ? sameNull : sql`(${sameNull} or ${column} is not null)`;
  }
  const after = sql`(${column}, ${id}) ${than} (${told(from.sorted, types(sorted))}, ${last})`;
  return nullable && ascending ? sql`(${after} or ${column} is null)` : after;
}

export function compileCount({ table: from, where }: Pick<ReadQuery, "table" | "where">, cap: number): Statement {
  return compiled(sql`
    select count(*)::text from (select from ${table(from)} ${all(where.map(condition))} limit ${sql.lit(cap)}) counted`);
}

const likePattern = (text: string) => text.replace(/[\\%_]/g, "\\$&");

function condition({ column: name, operator, values }: Condition): Part {
  const column = col(name);
  const [first = "", second = ""] = values;
  switch (operator) {
    case "equals":
      return sql`${column} = ${first}`;
    case "not_equals":
      return sql`${column} <> ${first}`;
    case "contains":
      return sql`${asText(name)} ilike ${`%${likePattern(first)}%`}`;
    case "starts_with":
      return sql`${asText(name)} ilike ${`${likePattern(first)}%`}`;
    case "before":
    case "less_than":
      return sql`${column} < ${first}`;
    case "on_or_before":
    case "at_most":
      return sql`${column} <= ${first}`;
    case "after":
    case "more_than":
      return sql`${column} > ${first}`;
    case "on_or_after":
    case "at_least":
      return sql`${column} >= ${first}`;
    case "between":
      return sql`${column} between ${first} and ${second}`;
    case "one_of":
      return values.length === 0 ? sql`false` : sql`${column} in (${sql.join([...values])})`;
    case "is_empty":
      return sql`${column} = ''`;
    case "is_null":
      return sql`${column} is null`;
    case "is_not_null":
      return sql`${column} is not null`;
  }
}

/** One statement, which gives the cells of the row back when it did something. */
export function compileChange(change: RowChange): Statement {
  const back = sql`returning ${cells(change.columns, false)}, null, ${asText(change.key)}`;
  const to = table(change.table);
  if (change.kind === "insert") {
    if (change.values.length === 0) return compiled(sql`insert into ${to} default values ${back}`);
    const names = sql.join(change.values.map(([name]) => sql.id(name)));
    // What is written as a text becomes one of any kind, within its length or not at all.
    const types = toldOf(change.columns, { text: "text" });
    const values = sql.join(change.values.map(([name, value]) => told(value, types(name))));
    const hasOnePlan = change.values.every(([name]) => types(name) !== undefined);
    return compiled(sql`insert into ${to} (${names}) values (${values}) ${back}`, hasOnePlan);
  }
  const conditions = all([sql`${col(change.key)} = ${change.keyValue}`, ...unchanged(change.seen)]);
  if (change.kind === "delete") return compiled(sql`delete from ${to} ${conditions} ${back}`);
  const assignments = sql.join(change.values.map(([name, value]) => sql`${sql.id(name)} = ${value}`));
  return compiled(sql`update ${to} set ${assignments} ${conditions} ${back}`);
}

/** As text, to the letter: `1.0` is another value than `1.00`, and a collation may call different texts equal. */
function unchanged(seen: SeenValues): Part[] {
  return seen.map(([name, value]) => {
    const text = asText(name);
    if (value === null) return sql`${col(name)} is null`;
    if (typeof value === "string") return sql`${text} = ${value}::text collate "C"`;
    return sql`(octet_length(${text}) = ${value.bytes}::int and md5(${text}) = ${value.digest}::text)`;
  });
}

/** The row with this key as it is now, in the shape that a change gives back. */
export function compileFind({ table: from, columns, key }: RowChange, keyValue: string): Statement {
  return compiled(
    sql`select ${cells(columns, false)}, null, ${asText(key)} from ${table(from)} where ${col(key)} = ${keyValue}`,
  );
}
