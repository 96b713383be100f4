import postgres from "postgres";
import { inject } from "vitest";

// One database per worker, cloned from the migrated template the first time the worker is used.
const name = `linkspan_worker_${process.env.VITEST_POOL_ID ?? "1"}`;
const clusterUrl = inject("clusterUrl");
const sql = postgres(clusterUrl, { max: 1 });
const [existing] = await sql`select 1 from pg_database where datname = ${name}`;
if (!existing) await sql`create database ${sql(name)} template ${sql(inject("templateDatabase"))}`;
await sql.end();

const url = new URL(clusterUrl);
url.pathname = `/${name}`;
process.env.DATABASE_URL = url.href;
process.env.ENCRYPTION_KEYS = `test:${Buffer.alloc(32, 7).toString("base64url")}`;
process.env.NEXTAUTH_SECRET = "a secret of the tests, long enough to pass";
process.env.NEXTAUTH_URL = "http://127.0.0.1:3000";
process.env.ALLOWED_NETWORKS = "127.0.0.0/8,::1/128";
process.env.LOG_LEVEL ??= "silent";
