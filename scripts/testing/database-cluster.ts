import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { migrate } from "@/db/migrate";
import { startPostgres } from "../embedded-postgres.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** The superuser's URL of the throw-away server's database `postgres`. */
    clusterUrl: string;
    /** The migrated database that each worker's own is cloned from. */
    templateDatabase: string;
  }
}

const templateDatabase = "linkspan_template";

/** One throw-away PostgreSQL for the whole run, migrated once. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), "linkspan-test-"));
  // Under root the server runs as another user, who must be able to pass.
  await fs.chmod(directory, 0o755);
  const server = await startPostgres({
    dataDir: path.join(directory, "cluster"),
    port: 0,
    password: "throw-away",
    durable: false,
  });
  const teardown = async () => {
    await server.stop();
    await fs.rm(directory, { recursive: true, force: true });
  };
  try {
    const sql = postgres(server.url(), { max: 1 });
    await sql`create database ${sql(templateDatabase)}`;
    await sql.end();
    await migrate(server.url(templateDatabase));
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide("clusterUrl", server.url());
  project.provide("templateDatabase", templateDatabase);
  return teardown;
}
