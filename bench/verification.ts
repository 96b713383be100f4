import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { createNetworkPolicy } from "@/lib/connectors/network";
import { postgresqlConnector } from "@/lib/connectors/postgresql/driver";
import { createTestAuthority } from "@/lib/connectors/test-certificates";
import { type RunningPostgres, startPostgres } from "../scripts/embedded-postgres.mjs";
import { atMost, median, type Row } from "./row";

const pairs = 200;
const warmUp = 20;
const reader = { user: "reader", password: "reader-of-the-bench" };
const tlsModes = ["verify-full", "require", "disable"] as const;

/** A verification with all its stages, beside a raw connect, `select 1` and close over the same TLS mode, in turns. */
export async function run(): Promise<Row[]> {
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), "linkspan-bench-"));
  // PostgreSQL runs as another user when this runs as root.
  await fs.chmod(directory, 0o755);
  const authority = await createTestAuthority("bench");
  const server = await startPostgres({
    dataDir: path.join(directory, "cluster"),
    port: 0,
    password: "superuser",
    tls: await authority.issue(["localhost"]),
    durable: false,
  });
  try {
    await fill(server);
    const rows: Row[] = [];
    for (const tls of tlsModes) rows.push(await measure(server.port, tls, authority.ca));
    return rows;
  } finally {
    await server.stop();
    await fs.rm(directory, { recursive: true, force: true });
  }
}

async function measure(port: number, tls: (typeof tlsModes)[number], ca: string): Promise<Row> {
  const network = createNetworkPolicy({ allowedNetworks: "127.0.0.0/8,::1/128", ownEndpoints: [], embedded: false });
  const verify = async () => {
    const session = postgresqlConnector.open(
      {
        details: { host: "localhost", port, database: "shop", tls, ca: tls === "verify-full" ? ca : "" },
        credentials: reader,
      },
      { network, ownIdentity: async () => ({ systemIdentifier: null, startedAt: "never" }) },
    );
    const { verification } = await session.verify({ signal: new AbortController().signal, onStage: () => {} });
    if (verification.failure !== null) throw new Error(verification.failure.title);
  };
  const ssl = { "verify-full": { ca }, require: { rejectUnauthorized: false }, disable: false }[tls];
  const raw = async () => {
    const client = new Client({ host: "localhost", port, database: "shop", ssl, ...reader });
    await client.connect();
    await client.query("select 1");
    await client.end();
  };

  const verified: number[] = [];
  const floor: number[] = [];
  for (let pair = -warmUp; pair < pairs; pair += 1) {
    const value = await timed(verify);
    const beside = await timed(raw);
    if (pair < 0) continue;
    verified.push(value);
    floor.push(beside);
  }
  return atMost(1.3, { name: `verification, TLS ${tls}, ms`, value: median(verified), floor: median(floor) });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** A database of ordinary size: 200 tables in 4 schemas, of which the user may read three quarters. */
async function fill(server: RunningPostgres): Promise<void> {
  const admin = new Client({ connectionString: server.url() });
  await admin.connect();
  await admin.query(`create role ${reader.user} login password '${reader.password}'`);
  await admin.query("create database shop");
  await admin.end();
  const shop = new Client({ connectionString: server.url("shop") });
  await shop.connect();
  await shop.query(`
    do $$ begin
      for s in 1..4 loop
        execute format('create schema s%s', s);
        for t in 1..50 loop execute format('create table s%s.t%s (id int primary key, name text)', s, t); end loop;
        if s < 4 then
          execute format('grant usage on schema s%s to ${reader.user}', s);
          execute format('grant select on all tables in schema s%s to ${reader.user}', s);
        end if;
      end loop;
    end $$`);
  await shop.query("analyze");
  await shop.end();
}
