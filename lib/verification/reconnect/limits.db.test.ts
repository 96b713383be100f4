import { randomUUID } from "node:crypto";
import net from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeApp, makeBinding, makeConnection, makeObject, makeUser } from "@/db/factories";
import { readsShop, type Succession, startSuccession } from "@/scripts/testing/succession";
import { until } from "@/scripts/testing/until";
import { revokeAdmin } from "../../admins/commands";
import type { Actor } from "../../policy";
import { cancelVerification } from "../attempts/commands";
import { reconnectConnection } from "./commands";
import type { RehearsalProgress } from "./schema";

const tables = Array.from({ length: 50 }, (_, at) => `table_${at + 1}`);

let server: Succession;
let admin: Actor;
let appId: string;

beforeAll(async () => {
  server = await startSuccession();
  await server.makeTables(tables);
  await server.sql`grant select on all tables in schema shop to successor`;
});

beforeEach(async () => {
  admin = await makeUser({ accountId: await makeAccount() });
  appId = await makeApp({ by: admin });
});

afterAll(async () => {
  await closeDatabase();
  await server.stop();
});

const quiet = { signal: new AbortController().signal, onStage: () => undefined };

type Used = { details?: Succession["external"]["details"]; admins?: readonly Actor[] };

async function makeUsed(
  objects: number,
  { details = server.external.details, admins = [] }: Used = {},
): Promise<string> {
  const { credentials } = server.external;
  const { id: connectionId } = await makeConnection({ by: admin, admins, details, credentials });
  for (let at = 0; at < objects; at += 1) {
    const definition = readsShop(tables[at % tables.length] ?? "");
    const { id } = await makeObject({ by: admin, appId, definition });
    await makeBinding({ by: admin, objectId: id, connectionId });
  }
  return connectionId;
}

const inputFor = (id: string) => ({ attempt: randomUUID(), id, credentials: server.successor });

async function versionOf(id: string): Promise<number> {
  const [row] = await db().execute<{ version: number }>(sql`select version from connections where id = ${id}`);
  return row?.version ?? 0;
}

/** In front of the server: what clients asked it, as it went over the wire. */
async function listen() {
  const sent: Buffer[] = [];
  const proxy = net.createServer((client) => {
    const onward = net.connect(Number(server.external.details.port), "127.0.0.1");
    client.on("data", (bytes) => sent.push(bytes));
    client.pipe(onward).pipe(client);
    for (const socket of [client, onward]) socket.on("error", () => [client, onward].map((each) => each.destroy()));
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const address = proxy.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  return {
    port: String(address.port),
    count: (words: string) => Buffer.concat(sent).toString("latin1").split(words).length - 1,
    stop: () => new Promise((resolve) => proxy.close(resolve)),
  };
}

test("five hundred objects over fifty tables take one look at the catalog, and every step is told", async () => {
  const wire = await listen();
  const id = await makeUsed(500, { details: { ...server.external.details, port: wire.port } });
  const progress: RehearsalProgress[] = [];
  const done = await reconnectConnection(admin, inputFor(id), { ...quiet, onRehearsal: (said) => progress.push(said) });
  expect(done).toMatchObject({ stored: { id }, rehearsal: { total: 500, failed: 0 } });
  expect(progress).toEqual([
    { done: 0, total: 500 },
    { done: 500, total: 500 },
  ]);
  expect(wire.count("from json_array_elements($1::json)")).toBe(1);
  expect(wire.count('"shop","table_50"')).toBe(1);
  // Two sign-ins: one that verified, one that rehearsed.
  expect(wire.count("application_name")).toBe(2);
  await wire.stop();
});

describe("while the server keeps the rehearsal waiting", () => {
  /** Keeps everybody from reading what describing a table reads, and signing in does not. */
  async function whileHeld(work: () => Promise<void>): Promise<void> {
    await server.sql.begin(async (tx) => {
      await tx`lock table pg_catalog.pg_description in access exclusive mode`;
      await work();
    });
  }

  const waiting = () => server.sql<{ pid: number }[]>`
    select pid from pg_stat_activity where usename = 'successor' and wait_event_type = 'Lock'`;
  const open = () => server.sql`select from pg_stat_activity where usename = 'successor'`;

  test("Cancel keeps the old credentials and leaves nothing running on the server", async () => {
    const id = await makeUsed(3);
    const input = inputFor(id);
    await whileHeld(async () => {
      const reconnected = reconnectConnection(admin, input, quiet);
      const refused = expect(reconnected).rejects.toMatchObject({ code: "cancelled" });
      await until(async () => (await waiting()).length === 1, "the rehearsal waits");
      await cancelVerification(admin, { attempt: input.attempt });
      // The lock is still held, and the server's own limit is far: it was our Cancel that ended it there as well.
      await until(async () => (await open()).length === 0, "nothing of it is left on the server", 3_000);
      await refused;
    });
    expect(await versionOf(id)).toBe(1);
    expect((await reconnectConnection(admin, inputFor(id), quiet)).stored).toEqual({ id, name: expect.any(String) });
  });

  test("a browser that goes away stops it in the same way", async () => {
    const id = await makeUsed(1);
    const leaves = new AbortController();
    await whileHeld(async () => {
      const reconnected = reconnectConnection(admin, inputFor(id), { ...quiet, signal: leaves.signal });
      const refused = expect(reconnected).rejects.toMatchObject({ code: "cancelled" });
      await until(async () => (await waiting()).length === 1, "the rehearsal waits");
      leaves.abort();
      await until(async () => (await open()).length === 0, "nothing of it is left on the server", 3_000);
      await refused;
    });
    expect(await versionOf(id)).toBe(1);
  });

  test("a server that ends the connection in the middle changes nothing, and it is said in words", async () => {
    const id = await makeUsed(1);
    await whileHeld(async () => {
      const reconnected = reconnectConnection(admin, inputFor(id), quiet);
      const refused = expect(reconnected).rejects.toMatchObject({
        code: "unreachable",
        message: expect.stringMatching(/could not be rehearsed\. The server .* The stored credentials stay in use\.$/),
      });
      await until(async () => (await waiting()).length === 1, "the rehearsal waits");
      for (const { pid } of await waiting()) await server.sql`select pg_terminate_backend(${pid})`;
      await refused;
    });
    expect(await versionOf(id)).toBe(1);
  });

  test("a right that is lost by then stops it", async () => {
    const other = await makeUser({ accountId: admin.accountId });
    const id = await makeUsed(1, { admins: [other] });
    let reconnected: Promise<unknown> = Promise.resolve();
    await whileHeld(async () => {
      reconnected = expect(reconnectConnection(admin, inputFor(id), quiet)).rejects.toMatchObject({
        code: "not_found",
      });
      await until(async () => (await waiting()).length === 1, "the rehearsal waits");
      await revokeAdmin(other, { connectionId: id, userId: admin.id });
    });
    await reconnected;
    expect(await versionOf(id)).toBe(1);
  });
});
