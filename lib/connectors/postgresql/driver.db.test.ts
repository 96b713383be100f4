import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningPostgres, startPostgres } from "../../../scripts/embedded-postgres.mjs";
import { connectorContract, contractPolicy } from "../contract";
import type { ServerIdentity } from "../define-connector";
import type { CatalogTable } from "../rows";
import { createTestAuthority, type TestAuthority } from "../test-certificates";
import { ownIdentitySql } from "./catalog";
import { postgresqlConnector } from "./driver";

const reader = { user: "contract_reader", password: 'reader\'s "password" 密码' };
const hurtful = [
  "'; drop table victims; --",
  'quote"d',
  "back\\slash",
  "new\nline",
  "select",
  "Ünïcode 表",
  "$1",
  "%s",
];

const table = (name: string, primaryKey: string[] = [], kind: CatalogTable["kind"] = "table", schema = "shop") => ({
  schema,
  name,
  kind,
  primaryKey: primaryKey.map((column) => ({ name: column, type: "integer" as const, nativeType: "integer" })),
  mandatoryComplex: [],
});
const tables = [
  ...hurtful.map((name) => table(name, ['the "key"'])),
  table("composite", ["second", "first"]),
  table("keyless"),
  table("looked_at", [], "view"),
  table("remembered", [], "materialized_view"),
  table("order", ["id"], "table", "second schema"),
].sort((one, other) =>
  Buffer.compare(Buffer.from(`${one.schema}\0${one.name}`), Buffer.from(`${other.schema}\0${other.name}`)),
);

async function asSuperuser<T>(
  server: RunningPostgres,
  database: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString: server.url(database) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function fill(client: Client): Promise<void> {
  const name = (text: string) => client.escapeIdentifier(text);
  await client.query(`
    create schema shop; create schema "second schema"; create schema closed;
    ${hurtful.map((text) => `create table shop.${name(text)} (${name('the "key"')} int primary key);`).join("\n")}
    create table shop.composite (first int, second int, primary key (second, first));
    create table shop.keyless (value text);
    create view shop.looked_at as select 1 as one;
    create materialized view shop.remembered as select 1 as one;
    create table shop.not_granted (id int primary key);
    create table closed.out_of_reach (id int primary key);
    create table "second schema"."order" (id int primary key);
    grant select on closed.out_of_reach to ${reader.user};
    grant usage on schema shop, "second schema" to ${reader.user};
    grant select on all tables in schema shop, "second schema" to ${reader.user};
    revoke all on shop.not_granted from ${reader.user};
  `);
}

async function startCluster(directory: string, name: string, tls?: { key: string; cert: string }) {
  return startPostgres({
    dataDir: path.join(directory, name),
    port: 0,
    password: "superuser",
    durable: false,
    ...(tls === undefined ? {} : { tls }),
  });
}

async function temporaryDirectory(): Promise<string> {
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), "linkspan-connector-"));
  // PostgreSQL runs as another user when the tests run as root.
  await fs.chmod(directory, 0o755);
  return directory;
}

connectorContract("PostgreSQL", async () => {
  const directory = await temporaryDirectory();
  const [authority, other] = await Promise.all([createTestAuthority("contract"), createTestAuthority("another")]);
  const server = await startCluster(directory, "tls", await authority.issue(["db.example.test"]));
  const plain = await startCluster(directory, "plain");
  await asSuperuser(server, "postgres", async (client) => {
    await client.query(`create role ${reader.user} login password ${client.escapeLiteral(reader.password)}`);
    await client.query("create database contract");
  });
  await asSuperuser(server, "contract", fill);
  const watcher = new Client({ connectionString: server.url() });
  await watcher.connect();
  const count = async (condition: string): Promise<number> => {
    const text = `select count(*)::int as found from pg_stat_activity where ${condition}`;
    return (await watcher.query(text, [reader.user])).rows[0]?.found;
  };

  return {
    connector: postgresqlConnector,
    port: server.port,
    plainPort: plain.port,
    details: { database: "contract" },
    credentials: reader,
    ca: authority.ca,
    otherCa: other.ca,
    wrong: { password: { password: "wrong" }, user: { user: "nobody" }, database: { database: "Contract" } },
    tables,
    openConnections: () => count("usename = $1"),
    waitingQueries: () => count("usename = $1 and wait_event_type = 'Lock'"),
    async holdCatalog() {
      const holder = new Client({ connectionString: server.url("contract") });
      await holder.connect();
      await holder.query("begin; lock table pg_catalog.pg_namespace, pg_catalog.pg_proc in access exclusive mode");
      return () => holder.end();
    },
    async stop() {
      await watcher.end();
      await Promise.all([server.stop(), plain.stop()]);
      await fs.rm(directory, { recursive: true, force: true });
    },
  };
});

describe("a PostgreSQL server's own reasons to refuse", () => {
  let directory: string;
  let server: RunningPostgres;
  let authority: TestAuthority;
  beforeAll(async () => {
    directory = await temporaryDirectory();
    authority = await createTestAuthority("refusals");
    const longAgo = { notBefore: new Date("2020-01-01"), notAfter: new Date("2021-01-01") };
    server = await startCluster(directory, "refusals", await authority.issue(["127.0.0.1"], longAgo));
    await asSuperuser(server, "postgres", (client) =>
      client.query(`
        create role locked_out nologin password 'secret';
        create role crowded login password 'secret' connection limit 0;
        create role outsider login password 'secret';
      `),
    );
    await asSuperuser(server, "postgres", (client) => client.query("create database members_only"));
    await asSuperuser(server, "postgres", (client) =>
      client.query("revoke connect on database members_only from public"),
    );
  });
  afterAll(async () => {
    await server.stop();
    await fs.rm(directory, { recursive: true, force: true });
  });

  const verify = (user: string, details: Record<string, string> = {}) =>
    postgresqlConnector
      .open(
        {
          details: { host: "127.0.0.1", port: server.port, database: "postgres", tls: "disable", ca: "", ...details },
          credentials: { user, password: "secret" },
        },
        { network: contractPolicy(), ownIdentity: async () => ({ systemIdentifier: null, startedAt: "never" }) },
      )
      .verify({ signal: new AbortController().signal, onStage: () => {} });

  for (const [user, details, stage, kind] of [
    ["locked_out", {}, "open_database", "sign_in_not_allowed"],
    ["crowded", {}, "open_database", "server_full"],
    ["outsider", { database: "members_only" }, "open_database", "database_not_allowed"],
  ] as const) {
    test(`${kind}: ${user}`, async () => {
      expect((await verify(user, details)).report).toMatchObject({ stage, kind });
    });
  }

  test("a certificate that has expired", async () => {
    const { report } = await verify("outsider", { tls: "verify-full", ca: authority.ca });
    expect(report).toMatchObject({ stage: "tls", kind: "tls_out_of_date" });
  });

  test("a CA certificate that cannot be read is not blamed on the server", async () => {
    for (const ca of [
      authority.ca.replace(/[\w+/]{40}/, ""),
      "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----",
    ]) {
      const { report } = await verify("outsider", { tls: "verify-full", ca });
      expect(report).toMatchObject({ stage: "tls", kind: "ca_unreadable" });
    }
  });

  test("signing in is refused with the address to look for", async () => {
    const { verification } = await verify("nobody");
    expect(verification.failure?.check).toBe(
      "Check the user and the password, and that this user may sign in from 127.0.0.1.",
    );
  });
});

describe("a connection that leads to our own database", () => {
  let directory: string;
  let server: RunningPostgres;
  beforeAll(async () => {
    directory = await temporaryDirectory();
    server = await startCluster(directory, "own");
    await asSuperuser(server, "postgres", (client) => client.query("create role guest login password 'guest'"));
  });
  afterAll(async () => {
    await server.stop();
    await fs.rm(directory, { recursive: true, force: true });
  });

  const identify = (sql: string) =>
    asSuperuser(server, "postgres", async (client): Promise<ServerIdentity> => {
      const { rows } = await client.query(sql);
      return { systemIdentifier: rows[0]?.system_identifier, startedAt: rows[0]?.started_at };
    });
  const open = (ownIdentity: () => Promise<ServerIdentity>) =>
    postgresqlConnector.open(
      {
        details: { host: "127.0.0.1", port: server.port, database: "postgres", tls: "disable", ca: "" },
        credentials: { user: "guest", password: "guest" },
      },
      { network: contractPolicy(), ownIdentity },
    );
  const verify = (ownIdentity: () => Promise<ServerIdentity>) =>
    open(ownIdentity).verify({ signal: new AbortController().signal, onStage: () => {} });

  test("is known by its identity even where its address is not", async () => {
    const { verification, report } = await verify(() => identify(ownIdentitySql.full));
    expect(report).toMatchObject({ kind: "own_server", stage: "read_catalog" });
    expect(verification.failure?.title).toBe("This server keeps Linkspan's own data.");
    const session = open(() => identify(ownIdentitySql.full));
    await expect(session.catalog(new AbortController().signal)).rejects.toMatchObject({ kind: "own_server" });
    await session.close();
  });

  test("is known to a user from whom the system identifier is hidden, and so is every other server", async () => {
    const hide = "revoke execute on function pg_catalog.pg_control_system() from public";
    await asSuperuser(server, "postgres", (client) => client.query(hide));
    expect(await verify(() => identify(ownIdentitySql.full))).toMatchObject({ report: { kind: "own_server" } });
    expect(await verify(() => identify(ownIdentitySql.public))).toMatchObject({ report: { kind: "own_server" } });
    const another = async () => ({ systemIdentifier: "7000000000000000000", startedAt: "1700000000.000001" });
    expect(await verify(another)).toMatchObject({ report: null });
  });

  test("is not mistaken for another server", async () => {
    const own = await identify(ownIdentitySql.full);
    const another = {
      ...own,
      systemIdentifier: `${own.systemIdentifier}`.replace(/.$/, (digit) => (digit === "1" ? "2" : "1")),
    };
    await asSuperuser(server, "postgres", (client) =>
      client.query("grant execute on function pg_catalog.pg_control_system() to public"),
    );
    expect(await verify(async () => another)).toMatchObject({ report: null });
  });
});
