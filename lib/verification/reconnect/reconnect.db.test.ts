import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeApp, makeBinding, makeConnection, makeObject, makeUser } from "@/db/factories";
import { readsShop, type Succession, startSuccession } from "@/scripts/testing/succession";
import { keptSessions } from "../../connections/kept-sessions";
import { withSession } from "../../connections/sessions";
import type { ReadQuery } from "../../connectors/rows";
import type { Actor } from "../../policy";
import { vault } from "../../vault";
import { reconnectConnection } from "./commands";
import type { LinkedRehearsal, RehearsalProgress } from "./schema";

let server: Succession;
let admin: Actor;
let connectionId: string;
let appId: string;

const tables = ["orders", "items", "notes"];

beforeAll(async () => {
  server = await startSuccession();
  await server.makeTables(tables);
});

beforeEach(async () => {
  await keptSessions().close();
  await server.sql`revoke all on all tables in schema shop from successor`;
  admin = await makeUser({ accountId: await makeAccount() });
  const { details, credentials } = server.external;
  connectionId = (await makeConnection({ by: admin, details, credentials })).id;
  appId = await makeApp({ by: admin, name: "Fulfilment" });
});

afterAll(async () => {
  await closeDatabase();
  await server.stop();
});

async function link(table: string, { by = admin, app = appId, name = `All ${table}` } = {}): Promise<string> {
  const { id } = await makeObject({ by, appId: app, name, definition: readsShop(table) });
  await makeBinding({ by, objectId: id, connectionId });
  return id;
}

const quiet = { signal: new AbortController().signal, onStage: () => undefined };

function reconnect(replaceAnyway?: string, watch: Parameters<typeof reconnectConnection>[2] = quiet) {
  const input = { attempt: randomUUID(), id: connectionId, credentials: server.successor };
  return reconnectConnection(admin, replaceAnyway === undefined ? input : { ...input, replaceAnyway }, watch);
}

async function rehearsalOf(reconnected: ReturnType<typeof reconnect>): Promise<LinkedRehearsal> {
  const { rehearsal } = await reconnected;
  if (rehearsal === null) throw new Error("Nothing was rehearsed.");
  return rehearsal;
}

async function storedUser(): Promise<string | undefined> {
  const [row] = await db().execute<{ sealed: unknown; details: unknown }>(sql`
    select s.sealed, c.details from connections c join connection_credentials s on s.connection_id = c.id
    where c.id = ${connectionId}`);
  const destination = { accountId: admin.accountId, connectionId, connector: "postgresql", details: row?.details };
  return (await (await vault()).open(destination, row?.sealed)).user;
}

async function driftedObjects(): Promise<string[]> {
  const rows = await db().execute<{ id: string }>(sql`
    select object_id as id from object_bindings where connection_id = ${connectionId} and drifted_at is not null`);
  return rows.map(({ id }) => id);
}

/** As whom the rows of an object over a table are read, by what the server says of its open connections. */
async function readerOf(objectId: string, table: string): Promise<string> {
  const query = {
    table: readsShop(table).table,
    columns: [{ name: "note", type: "text", nullable: true }],
    key: "id",
    where: [],
    sort: { column: "id", direction: "asc" },
    from: null,
    backwards: false,
    limit: 1,
  } satisfies ReadQuery;
  const purpose = { by: admin, ability: "rows.read", objectId, environment: "development" } as const;
  const { rows } = await withSession(purpose, ({ session }) => session.read(query, quiet.signal));
  expect(rows.map(({ cells }) => cells[0])).toEqual([`first of ${table}`]);
  const open = await server.sql`
    select distinct usename from pg_stat_activity where usename in ('reader', 'successor') order by usename`;
  return open.map(({ usename }) => String(usename)).join(", ");
}

async function lastReconnect(): Promise<unknown> {
  const [event] = await db().execute<{ data: unknown }>(sql`
    select data from audit_events where subject_id = ${connectionId} and action = 'connection.reconnected'
    order by at desc, id desc limit 1`);
  return event?.data ?? null;
}

test("a user that lacks one table of three keeps the old credentials, through which rows go on being read", async () => {
  const [orders, , notes] = [await link("orders"), await link("items"), await link("notes")];
  await server.sql`grant select on shop.orders, shop.items to successor`;
  const done = await reconnect();
  expect(done).toMatchObject({ verification: { failure: null }, stored: null });
  expect(done.rehearsal).toMatchObject({ environment: "development", total: 3, failed: 1, warned: 0 });
  expect(done.rehearsal?.apps).toMatchObject([
    {
      id: appId,
      name: "Fulfilment",
      objects: [
        {
          id: notes,
          name: "All notes",
          table: "shop.notes",
          version: 1,
          outcome: "failed",
          findings: [{ severity: "failure" }],
        },
      ],
    },
  ]);
  expect(await storedUser()).toBe("reader");
  expect(await readerOf(orders, "orders")).toBe("reader");
  expect(await readerOf(notes, "notes")).toBe("reader");
  expect([await driftedObjects(), await lastReconnect()]).toEqual([[], null]);
});

test("what the list says to grant is what was missing: run as it is, the same credentials replace the old ones", async () => {
  const ids = [await link("orders"), await link("items"), await link("notes")];
  await db().execute(sql`update object_bindings set drifted_at = now() where object_id = ${ids[0]}`);
  await server.sql`grant select on shop.orders, shop.items to successor`;
  const { apps } = await rehearsalOf(reconnect());
  const statements = apps.flatMap(({ objects }) =>
    objects.flatMap(({ findings }) => findings.map((each) => each.statement)),
  );
  for (const statement of statements)
    await server.sql.unsafe((statement ?? "").replaceAll("database_user", "successor"));

  const done = await reconnect();
  expect(done).toMatchObject({ stored: { id: connectionId }, rehearsal: { total: 3, failed: 0, warned: 0, apps: [] } });
  expect(await storedUser()).toBe("successor");
  expect(await lastReconnect()).toEqual({ version: 2, rehearsed: 3, failing: 0, replacedAnyway: false });
  for (const [at, table] of tables.entries()) expect(await readerOf(ids[at] ?? "", table)).toBe("successor");
  // Seen to fit: nothing is left of an earlier drift.
  expect(await driftedObjects()).toEqual([]);
});

test("a warning is said and refuses nothing", async () => {
  await link("orders");
  await server.sql`grant select on shop.orders to successor`;
  await server.sql`alter table shop.orders alter column note type varchar(60)`;
  const done = await reconnect();
  await server.sql`alter table shop.orders alter column note type varchar(50)`;
  expect(done.stored).not.toBeNull();
  expect(done.rehearsal).toMatchObject({ failed: 0, warned: 1, apps: [{ objects: [{ outcome: "warned" }] }] });
  expect(await lastReconnect()).toEqual({ version: 2, rehearsed: 1, failing: 0, replacedAnyway: false });
});

test("a connection that nothing uses is reconnected without a rehearsal", async () => {
  const progress: RehearsalProgress[] = [];
  const done = await reconnect(undefined, { ...quiet, onRehearsal: (said) => progress.push(said) });
  expect(done).toMatchObject({ stored: { id: connectionId }, rehearsal: { total: 0, failed: 0 } });
  expect(progress).toEqual([]);
});

describe("Replace anyway", () => {
  test("takes the very list that was seen; then it replaces, and marks what fails", async () => {
    const [orders, notes] = [await link("orders"), await link("notes")];
    await server.sql`grant select on shop.orders to successor`;
    await db().execute(sql`update object_bindings set drifted_at = now() where object_id = ${orders}`);
    const seen = await rehearsalOf(reconnect());
    for (const forged of ["", "anything", seen.digest.toLowerCase()]) {
      expect((await reconnect(forged)).stored).toBeNull();
    }
    expect(await storedUser()).toBe("reader");

    const done = await reconnect(seen.digest);
    expect(done).toMatchObject({ stored: { id: connectionId }, rehearsal: { failed: 1 } });
    expect(await storedUser()).toBe("successor");
    expect(await driftedObjects()).toEqual([notes]);
    expect(await lastReconnect()).toEqual({ version: 2, rehearsed: 2, failing: 1, replacedAnyway: true });
  });

  test("is refused with the new list when something else fails by now", async () => {
    await link("orders");
    const items = await link("items");
    await server.sql`grant select on shop.items to successor`;
    const seen = await rehearsalOf(reconnect());
    await server.sql`revoke select on shop.items from successor`;
    const other = await reconnect(seen.digest);
    expect(other).toMatchObject({ stored: null, rehearsal: { failed: 2 } });
    expect(await storedUser()).toBe("reader");
    expect(await driftedObjects()).toEqual([]);

    // The same objects, but one for another reason than the one that was seen.
    await server.sql`grant select (id) on shop.items to successor`;
    const again = await rehearsalOf(reconnect(other.rehearsal?.digest));
    expect(again.failed).toBe(2);
    expect(again.apps.flatMap(({ objects }) => objects).find(({ id }) => id === items)?.findings).toMatchObject([
      { columns: ["note"] },
    ]);
    expect(await storedUser()).toBe("reader");
    expect((await reconnect(again.digest)).stored).not.toBeNull();
  });

  test("needs no list when nothing fails any more", async () => {
    await link("orders");
    const seen = await rehearsalOf(reconnect());
    await server.sql`grant select on shop.orders to successor`;
    expect((await reconnect(seen.digest)).stored).not.toBeNull();
    expect(await lastReconnect()).toMatchObject({ failing: 0, replacedAnyway: false });
  });
});

test("what fails in apps that one cannot see is a number, and nothing of its names is in any event", async () => {
  const builder = await makeUser({ accountId: admin.accountId });
  await makeUser({ accountId: admin.accountId, role: "super_admin", name: "Ines Albrecht" });
  const secretApp = await makeApp({ by: builder, name: "Mergers" });
  await server.makeTables(["targets"]);
  const hidden = await link("targets", { by: builder, app: secretApp, name: "Who is next" });
  await link("orders");

  const events: unknown[] = [];
  const watch = {
    ...quiet,
    onStage: (said: unknown) => events.push(said),
    onRehearsal: (said: unknown) => events.push(said),
  };
  const done = await reconnect(undefined, watch);
  expect(done.rehearsal).toMatchObject({
    total: 2,
    failed: 2,
    hidden: { failed: 1, warned: 0 },
    ask: ["Ines Albrecht"],
  });
  const said = JSON.stringify([...events, done]);
  for (const secret of ["Mergers", "Who is next", "targets", hidden, secretApp]) expect(said).not.toContain(secret);
  expect(said).toContain("All orders");

  // The hidden one is part of what was seen: once it is mended, the list is another one.
  await server.sql`grant select on shop.targets to successor`;
  expect((await reconnect(done.rehearsal?.digest)).stored).toBeNull();
  const seen = await rehearsalOf(reconnect());
  expect(seen).toMatchObject({ failed: 1, hidden: { failed: 0, warned: 0 }, ask: [] });
  expect((await reconnect(seen.digest)).stored).not.toBeNull();
});
