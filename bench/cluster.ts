import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { migrate } from "@/db/migrate";
import { type RunningPostgres, startPostgres } from "@/scripts/embedded-postgres.mjs";

/** A PostgreSQL of a suite's own; `stop` leaves nothing behind. */
export type Cluster = { server: RunningPostgres; stop(): Promise<void> };
type Options = Omit<Parameters<typeof startPostgres>[0], "dataDir" | "port" | "password">;

export async function startCluster(name: string, options: Options = {}): Promise<Cluster> {
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), `linkspan-bench-${name}-`));
  // PostgreSQL runs as another user when this runs as root.
  await fs.chmod(directory, 0o755);
  const dataDir = path.join(directory, "cluster");
  const server = await startPostgres({ ...options, dataDir, port: 0, password: "superuser" });
  return {
    server,
    async stop() {
      await server.stop();
      await fs.rm(directory, { recursive: true, force: true });
    },
  };
}

export const benchKeyId = "bench";

/** Our own database, empty and migrated, with the settings of this process leading to it. `stop` ends the process's pool too. */
export async function startStore(name: string): Promise<{ url: string; stop(): Promise<void> }> {
  const { server, stop } = await startCluster(`${name}-store`);
  await migrate(server.url());
  Object.assign(process.env, {
    DATABASE_URL: server.url(),
    ENCRYPTION_KEYS: `${benchKeyId}:${Buffer.alloc(32, 1).toString("base64url")}`,
    NEXTAUTH_SECRET: "a secret of the bench, long enough to pass",
    NEXTAUTH_URL: "http://127.0.0.1:3000",
    ALLOWED_NETWORKS: "127.0.0.0/8,::1/128",
  });
  return {
    url: server.url(),
    async stop() {
      const { keptSessions } = await import("@/lib/connections/kept-sessions");
      const { closeDatabase } = await import("@/db/client");
      await keptSessions().close();
      await closeDatabase();
      await stop();
    },
  };
}
