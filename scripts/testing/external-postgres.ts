import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import postgres from "postgres";
import { type RunningPostgres, startPostgres } from "../embedded-postgres.mjs";

export type ExternalPostgres = {
  details: { host: string; port: string; database: string; tls: string };
  credentials: { user: string; password: string };
  /** For its superuser, who makes the tables. */
  superuserUrl: string;
  /** Gives the user another password. */
  setPassword(password: string): Promise<void>;
  /** How many connections the user has open. */
  countConnections(): Promise<number>;
  stop(): Promise<void>;
};

/** Somebody else's PostgreSQL: a cluster of its own with an ordinary user, plain text on loopback. */
export async function startExternalPostgres(password: string): Promise<ExternalPostgres> {
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), "linkspan-external-"));
  // Under root the server runs as another user, who must be able to pass.
  await fs.chmod(directory, 0o755);
  const server = await startPostgres({
    dataDir: path.join(directory, "cluster"),
    port: 0,
    password: "superuser",
    durable: false,
  });
  return external(server, directory, password);
}

async function external(server: RunningPostgres, directory: string, password: string): Promise<ExternalPostgres> {
  const sql = postgres(server.url(), { max: 1, onnotice: () => undefined });
  const user = "reader";
  const setPassword = async (next: string) => {
    const [statement] = await sql`select format('alter role %I password %L', ${user}::text, ${next}::text) as text`;
    await sql.unsafe(String(statement?.text));
  };
  await sql`create role ${sql(user)} login`;
  await setPassword(password);
  return {
    details: { host: "127.0.0.1", port: String(server.port), database: "postgres", tls: "disable" },
    credentials: { user, password },
    superuserUrl: server.url(),
    setPassword,
    async countConnections() {
      const [row] = await sql`select count(*)::int as count from pg_stat_activity where usename = ${user}`;
      return Number(row?.count);
    },
    async stop() {
      await sql.end();
      await server.stop();
      await fs.rm(directory, { recursive: true, force: true });
    },
  };
}
