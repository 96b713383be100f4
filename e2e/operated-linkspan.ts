import { randomBytes } from "node:crypto";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import postgres from "postgres";
import { migrate } from "@/db/migrate";
import { startPostgres } from "../scripts/embedded-postgres.mjs";
import { freePort } from "../scripts/ports.mjs";
import { spawnLinkspan } from "../scripts/testing/linkspan-process.mjs";

export type OperatedLinkspan = {
  url: string;
  output(): string;
  /** Ends its PostgreSQL under it. */
  stopDatabase(): Promise<void>;
  startDatabase(): Promise<void>;
  databaseUrl(): string;
  /** Ends it, and starts it at the same address with other settings beside the given ones. */
  restart(settings: Settings): Promise<void>;
};

type Settings = Record<string, string>;
type Options = {
  /** What people open, by default the address that it listens at. */
  publicUrl?: string;
  /** Settings beside what every operator gives; `url` is what people open. */
  env?: Settings | ((url: string) => Promise<Settings>);
};

/** Runs a test against a Linkspan as an operator has it: everything given, an empty account, a PostgreSQL of its own. */
export async function withOperatedLinkspan(
  { publicUrl, env = {} }: Options,
  run: (linkspan: OperatedLinkspan) => Promise<void>,
): Promise<void> {
  const scratch = await fs.mkdtemp(path.join(os.tmpdir(), "linkspan-operated-"));
  await fs.chmod(scratch, 0o755);
  const password = randomBytes(12).toString("hex");
  const options = { dataDir: path.join(scratch, "store"), password, durable: false };
  let server = await startPostgres({ ...options, port: 0 });
  try {
    const sql = postgres(server.url(), { max: 1 });
    await sql`create database linkspan`;
    await sql.end();
    await migrate(server.url("linkspan"));
    const port = await freePort();
    const url = publicUrl ?? `http://127.0.0.1:${port}`;
    const given = {
      DATABASE_URL: server.url("linkspan"),
      ENCRYPTION_KEYS: `test:${randomBytes(32).toString("base64url")}`,
      NEXTAUTH_SECRET: randomBytes(32).toString("base64url"),
      NEXTAUTH_URL: url,
      LOG_LEVEL: "info",
      ...(typeof env === "function" ? await env(url) : env),
    };
    const start = (others: Settings = {}) =>
      spawnLinkspan({
        port,
        dataDir: path.join(scratch, "unused"),
        log: path.join(scratch, "server.log"),
        env: { ...given, ...others },
      });
    let linkspan = start();
    try {
      await linkspan.ready();
      await run({
        url: linkspan.url,
        output: () => linkspan.output(),
        stopDatabase: () => server.stop(),
        startDatabase: async () => {
          server = await startPostgres({ ...options, port: server.port });
        },
        databaseUrl: () => server.url("linkspan"),
        restart: async (others) => {
          await linkspan.stop();
          linkspan = start(others);
          await linkspan.ready();
        },
      });
    } finally {
      await linkspan.stop();
    }
  } finally {
    await server.stop();
    await fs.rm(scratch, { recursive: true, force: true });
  }
}

/** The one-time token that the log prints while there is no account. */
export function setUpToken({ output }: OperatedLinkspan): string {
  const token = /set-up token: ([0-9A-Z-]+)/.exec(output())?.[1];
  if (token === undefined) throw new Error("The log has no set-up token.");
  return token;
}
