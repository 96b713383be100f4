import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { expect, vi } from "vitest";
import { contractPolicy } from "@/lib/connectors/contract";
import type { Session } from "@/lib/connectors/define-connector";
import { postgresqlConnector } from "@/lib/connectors/postgresql/driver";
import type { Column, ReadQuery } from "@/lib/connectors/rows";
import { startPostgres } from "../embedded-postgres.mjs";

/** A PostgreSQL of a test's own: its owner, and a session of the user `writer`, who may do everything in `public`. */
export type RowsServer = { owner: Client; session: Session; stop(): Promise<void> };

/** Starts one and runs `setup` as its owner. `stop` fails when the session leaves a connection open. */
export async function startRowsServer(setup: string): Promise<RowsServer> {
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), "linkspan-rows-"));
  // PostgreSQL runs as another user when the tests run as root.
  await fs.chmod(directory, 0o755);
  const dataDir = path.join(directory, "cluster");
  const server = await startPostgres({ dataDir, port: 0, password: "superuser", durable: false });
  const owner = new Client({ connectionString: server.url() });
  await owner.connect();
  await owner.query("create role writer login password 'secret'");
  await owner.query("alter default privileges in schema public grant all on tables to writer");
  await owner.query(setup);
  const session = postgresqlConnector.open(
    {
      details: { host: "127.0.0.1", port: server.port, database: "postgres", tls: "disable", ca: "" },
      credentials: { user: "writer", password: "secret" },
    },
    { network: contractPolicy(), ownIdentity: async () => ({ systemIdentifier: null, startedAt: "never" }) },
  );
  return {
    owner,
    session,
    async stop() {
      await session.close();
      const left = () => owner.query("select 1 from pg_stat_activity where usename = 'writer'");
      await vi.waitFor(async () => expect((await left()).rows).toEqual([]), { timeout: 2000, interval: 20 });
      await owner.end();
      await server.stop();
      await fs.rm(directory, { recursive: true, force: true });
    },
  };
}

export function column(name: string, type: Column["type"], nullable = true): Column {
  return { name, type, nullable };
}

/** All of a table in `public` by its key, which is the first column. */
export function queryOf(name: string, columns: readonly Column[], more: Partial<ReadQuery> = {}): ReadQuery {
  const key = columns[0]?.name ?? "";
  return {
    table: { schema: "public", name },
    columns,
    key,
    where: [],
    sort: { column: key, direction: "asc" },
    from: null,
    backwards: false,
    limit: 1000,
    ...more,
  };
}
