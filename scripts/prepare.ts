import postgres from "postgres";
import { closeDatabase } from "@/db/client";
import { migrate } from "@/db/migrate";
import { seedDemo } from "@/db/seed";
import { demoPassword, demoUsers } from "@/lib/users/demo";
import { fail, requireSetting } from "./command-line";
import { loadSampleDatabase, sampleAccess } from "./sample/load";

/**
 * Part of `npm start` in the embedded mode: makes the store's role and database, then everything in them. Prints
 * what a newcomer should know.
 */
async function main(): Promise<void> {
  const url = requireSetting("DATABASE_URL");
  const sample = loadSampleDatabase(requireSetting("LINKSPAN_SAMPLE_SUPERUSER_URL"));
  await createDatabase(requireSetting("LINKSPAN_STORE_SUPERUSER_URL"), new URL(url));
  await migrate(url);
  await sample;
  const sampleUrl = requireSetting("SAMPLE_DATABASE_URL");
  await seedDemo(sampleUrl);
  await closeDatabase();
  process.stdout.write(welcome(new URL(sampleUrl)));
}

const roleNames = { super_admin: "Super admin", member: "Member" } as const;

function welcome(sample: URL): string {
  const width = Math.max(...demoUsers.map(({ email }) => email.length));
  const users = demoUsers.map(({ name, email, role }) => `  ${email.padEnd(width)}  ${name} (${roleNames[role]})`);
  const { database, user, password } = sampleAccess;
  return [
    `Demo sign-ins, all with the password "${demoPassword}":`,
    ...users,
    "",
    "Sample database to connect to:",
    `  PostgreSQL at ${sample.hostname}, port ${sample.port}, database ${database}, TLS mode disable`,
    `  user ${user}, password ${password}`,
    "",
  ].join("\n");
}

// The server signs in as the owner of its own database, not as the superuser of the whole cluster.
async function createDatabase(superuserUrl: string, target: URL): Promise<void> {
  const sql = postgres(superuserUrl, { max: 1 });
  const owner = decodeURIComponent(target.username);
  const database = target.pathname.slice(1);
  try {
    const [role] = await sql`select 1 from pg_roles where rolname = ${owner}`;
    if (!role) {
      const [statement] = await sql`
        select format('create role %I login password %L', ${owner}::text, ${decodeURIComponent(target.password)}::text) as text`;
      await sql.unsafe(String(statement?.text));
    }
    const [present] = await sql`select 1 from pg_database where datname = ${database}`;
    if (!present) await sql`create database ${sql(database)} owner ${sql(owner)}`;
  } finally {
    await sql.end();
  }
}

main().catch(fail);
