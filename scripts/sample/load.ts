import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import postgres from "postgres";
import { sampleTables } from "./rows";
import { grants, schema } from "./schema";

/** How a newcomer reaches the sample database. Public on purpose: it listens on this machine only. */
export const sampleAccess = { database: "norrvik", user: "sample", password: "linkspan_sample" } as const;

const loading = "norrvik_loading";

/**
 * Makes the sample database on the server of `superuserUrl` (database `postgres`), unless it is there already.
 * Throws the driver's error; a load that was interrupted begins anew at the next call.
 */
export async function loadSampleDatabase(superuserUrl: string): Promise<{ rows: number } | "present"> {
  const server = postgres(superuserUrl, { max: 1, onnotice: () => {} });
  try {
    const { database, user, password } = sampleAccess;
    const [present] = await server`select 1 from pg_database where datname = ${database}`;
    if (present) return "present";
    await server`drop database if exists ${server(loading)}`;
    const [role] = await server`select 1 from pg_roles where rolname = ${user}`;
    if (!role) await server.unsafe(`create role ${user} login connection limit 50 password '${password}'`);
    // The role belongs to its own database: the others of this server are none of its business.
    await server`revoke connect, temporary on database postgres, template1 from public`;
    await server`create database ${server(loading)}`;
    await server`revoke connect, temporary on database ${server(loading)} from public`;
    const rows = await fill(superuserUrl);
    await server`alter database ${server(loading)} rename to ${server(database)}`;
    await server.unsafe(`grant connect on database ${database} to ${user}`);
    return { rows };
  } finally {
    await server.end();
  }
}

async function fill(superuserUrl: string): Promise<number> {
  const url = new URL(superuserUrl);
  url.pathname = `/${loading}`;
  const sql = postgres(url.href, { max: 1, onnotice: () => {} });
  let count = 0;
  function* lines(rows: Iterable<readonly (string | number | boolean | null)[]>) {
    for (const row of rows) {
      count += 1;
      yield `${row.map(copyText).join("\t")}\n`;
    }
  }
  try {
    await sql.unsafe(schema);
    for (const { into, rows } of sampleTables()) {
      await pipeline(Readable.from(lines(rows)), await sql.unsafe(`copy ${into} from stdin`).writable());
    }
    await sql.unsafe(moveSequences);
    await sql.unsafe(grants(sampleAccess.user));
    await sql.unsafe("vacuum analyze");
    return count;
  } finally {
    await sql.end();
  }
}

// Rows were loaded with their keys, so the next generated one must begin after them.
const moveSequences = ["sales.customers", "sales.orders", "warehouse.suppliers"]
  .map((table) => `select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}));`)
  .join("\n");

function copyText(value: string | number | boolean | null): string {
  if (value === null) return "\\N";
  return String(value).replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t").replaceAll("\r", "\\r");
}
