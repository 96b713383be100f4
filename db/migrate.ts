import path from "node:path";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

const migrationsFolder = path.join(process.cwd(), "db", "migrations");

// Any number that no other program of this database uses.
const lockId = 7_203_114_985;

/** Brings the schema of this database up to date. Two at once wait for each other. Throws the driver's error. */
export async function migrate(url: string): Promise<void> {
  // One connection, because the lock belongs to the session that the migrations must run in.
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${lockId})`;
    await applyMigrations(drizzle(sql), { migrationsFolder });
  } finally {
    await sql.end();
  }
}

/** How many migrations this database still lacks. Changes nothing. Throws the driver's error. */
export async function countPendingMigrations(url: string): Promise<number> {
  const migrations = readMigrationFiles({ migrationsFolder });
  const sql = postgres(url, { max: 1 });
  try {
    const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations')::text as name`;
    if (!table?.name) return migrations.length;
    const [last] = await sql`select max(created_at)::bigint as at from drizzle.__drizzle_migrations`;
    return migrations.filter((migration) => migration.folderMillis > Number(last?.at ?? 0)).length;
  } finally {
    await sql.end();
  }
}
