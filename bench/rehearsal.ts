import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Client } from "pg";
import { contractPolicy } from "@/lib/connectors/contract";
import type { Session } from "@/lib/connectors/define-connector";
import { postgresqlConnector } from "@/lib/connectors/postgresql/driver";
import { definitionOf } from "@/lib/objects/drafts/definition";
import { rehearseAll } from "@/lib/objects/rehearsal/rehearse-all";
import type { ObjectDefinition } from "@/lib/objects/schema";
import { memoryMb } from "./process";
import { atMost, median, noted, type Row, within } from "./row";
import { timed } from "./timed";
import { porter, startYard, tableCount, tables } from "./yard";

const objects = 500;
const rounds = 15;
const warmUps = 4;
/** More in a row than anybody reconnects: whatever is kept would add up. */
const manyRounds = 60;

/** What a reconnect rehearses, beside what reading the same tables' catalog costs on the same driver, in turns. */
export async function run(): Promise<Row[]> {
  const yard = await startYard();
  const raw = new Client({ connectionString: yard.url });
  const details = { host: "127.0.0.1", port: yard.port, database: "postgres", tls: "disable", ca: "" };
  const ownIdentity = async () => ({ systemIdentifier: null, startedAt: "never" });
  const session = postgresqlConnector.open(
    { details, credentials: porter },
    { network: contractPolicy(), ownIdentity },
  );
  try {
    await raw.connect();
    return await measure(session, raw);
  } finally {
    await raw.end();
    await session.close();
    await yard.stop();
  }
}

async function measure(session: Session, raw: Client): Promise<Row[]> {
  const definitions = await definitionsOver(session);
  const rehearse = () => rehearseAll(session, postgresqlConnector.grantStatement, definitions, { signal });
  const outcomes = new Set((await rehearse()).map(({ outcome }) => outcome));
  if (outcomes.size !== 1 || !outcomes.has("passed")) throw new Error("Not every version of the bench fits its table.");

  const [product, floor] = await inTurns(rehearse, () => readCatalog(raw));
  const [, describing] = await inTurns(rehearse, () => session.describeAll(tables, signal));
  const [heldBefore, processBefore] = [heldMb(), memoryMb(process.pid)];
  for (let round = 0; round < manyRounds; round += 1) await rehearse();
  const name = `rehearsal: ${objects} objects over ${tableCount} tables beside their catalog, raw (ms)`;
  return [
    atMost(2, { name, value: product, floor }),
    noted("rehearsal: of that, describing the tables (ms)", describing),
    within(4, `rehearsal: memory still held after ${manyRounds} of them in a row (MB)`, heldMb() - heldBefore),
    noted("rehearsal: memory gained by the process meanwhile (MB)", memoryMb(process.pid) - processBefore),
  ];
}

/** What is still held once everything that is not has been collected. */
function heldMb(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

const { signal } = new AbortController();

/** Versions as they would be published: all that an object can show of its table, half of them to read only. */
async function definitionsOver(session: Session): Promise<ObjectDefinition[]> {
  const sights = await session.describeAll(tables, signal);
  return Array.from({ length: objects }, (_, at) => {
    const sight = sights[at % tableCount];
    if (sight === undefined || sight === null) throw new Error("A table of the bench is missing.");
    const columns = sight.columns
      .filter(({ type }) => type !== "complex")
      .map(({ name }) => ({ name, label: name, readOnly: at % 2 === 0 }));
    const { schema, name } = sight;
    return definitionOf({ table: { schema, name }, columns, membersWithUseMay: "write" }, sight);
  });
}

// What one would write who needs to know the same: keys, columns with their types, whether they have defaults, choices,
// privileges.
const catalog = `
  select n.nspname, c.relname, a.attnum::text, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull::text,
    a.atthasdef::text, a.attidentity::text, a.attgenerated::text, t.typtype::text, b.typname,
    (select string_agg(e.enumlabel, ',' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid),
    has_column_privilege(c.oid, a.attnum, 'select')::text, has_column_privilege(c.oid, a.attnum, 'insert')::text,
    has_column_privilege(c.oid, a.attnum, 'update')::text, has_table_privilege(c.oid, 'delete')::text,
    has_schema_privilege(n.oid, 'usage')::text, (i.indrelid is not null)::text, 
    obj_description(c.oid, 'pg_class')
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_type t on t.oid = a.atttypid
  left join pg_type b on b.oid = t.typbasetype
  left join pg_index i on i.indrelid = c.oid and i.indisprimary and a.attnum = any (i.indkey)
  where n.nspname = $1 and c.relname = any ($2)
  order by c.relname, a.attnum`;

async function readCatalog(raw: Client): Promise<void> {
  const names = tables.map(({ name }) => name);
  const { rows } = await raw.query({ text: catalog, values: ["yard", names], rowMode: "array" });
  if (rows.length !== tableCount * 20) throw new Error("The catalog of the bench is not complete.");
}

type Work = () => Promise<unknown>;

/** Medians of both: measured in turns, so that a busy machine is busy for both. */
async function inTurns(one: Work, other: Work): Promise<[number, number]> {
  const taken: [number[], number[]] = [[], []];
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const which of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const elapsed = await timed(which === 0 ? one : other);
      if (round >= 0) taken[which].push(elapsed);
    }
  }
  return [median(taken[0]), median(taken[1])];
}
