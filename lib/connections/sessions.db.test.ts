import { randomUUID } from "node:crypto";
import { once } from "node:events";
import net from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeApp, makeBinding, makeConnection, makeObject, makeUser } from "@/db/factories";
import { connectionCredentials, connections } from "@/db/schema";
import { type Parcels, parcelColumns, startParcels } from "@/scripts/testing/parcels";
import { until } from "@/scripts/testing/until";
import { blackHole, startRogueServer } from "../connectors/rogue-servers";
import { countRows } from "../rows/queries";
import { reconnectConnection } from "../verification/reconnect/commands";
import { keptSessions } from "./kept-sessions";
import { withSession } from "./sessions";

let parcels: Parcels;
const environment = "development" as const;
const quiet = { signal: new AbortController().signal, onStage: () => undefined };

beforeAll(async () => {
  parcels = await startParcels();
});

afterEach(async () => {
  await keptSessions().close();
});

afterAll(async () => {
  await parcels.stop();
  await closeDatabase();
});

/** The rows of a table through a connection of its own. */
async function objectOver(details: unknown, credentials: Record<string, string>) {
  const { builder } = parcels;
  const connection = await makeConnection({ by: builder, details, credentials });
  const appId = await makeApp({ by: builder });
  const table = { schema: "public", name: "parcels" };
  const definition = { table, columns: parcelColumns, membersWithUseMay: "read" as const };
  const object = await makeObject({ by: builder, appId, definition });
  await makeBinding({ by: builder, objectId: object.id, connectionId: connection.id });
  return {
    connectionId: connection.id,
    count: (signal?: AbortSignal) => countRows(builder, { objectId: object.id, environment, where: [] }, 100, signal),
  };
}

async function stateOf(connectionId: string) {
  const [row] = await db()
    .select({ state: connections.credentialsState })
    .from(connections)
    .where(eq(connections.id, connectionId));
  return row?.state;
}

test("refused credentials are marked, a reconnect is used at once, and what was open before is not", async () => {
  const { external, builder } = parcels;
  const { connectionId, count } = await objectOver(external.details, { user: "reader", password: "not the password" });
  await expect(count()).rejects.toMatchObject({ code: "unreachable", message: expect.stringContaining("reconnect") });
  expect(await stateOf(connectionId)).toBe("refused");
  const input = { attempt: randomUUID(), id: connectionId, credentials: external.credentials };
  expect((await reconnectConnection(builder, input, quiet)).stored).not.toBeNull();
  expect(await count()).toBe(0);
  expect(await stateOf(connectionId)).toBe("ok");
});

test("credentials that do not open are marked, and nothing is sent anywhere", async () => {
  const { external } = parcels;
  const { connectionId, count } = await objectOver(external.details, external.credentials);
  await db()
    .update(connections)
    .set({ details: { ...external.details, port: Number(external.details.port), host: "localhost", ca: "" } })
    .where(eq(connections.id, connectionId));
  await expect(count()).rejects.toMatchObject({ code: "unreachable", message: expect.stringContaining("reconnect") });
  expect(await stateOf(connectionId)).toBe("unreadable");
});

test("a session is kept for the next reader, and closed when its connection is", async () => {
  const { external } = parcels;
  await until(async () => (await external.countConnections()) === 0, "nothing is open");
  const { connectionId, count } = await objectOver(external.details, external.credentials);
  await count();
  const [{ sealed } = { sealed: null }] = await db()
    .select({ sealed: connectionCredentials.sealed })
    .from(connectionCredentials)
    .where(eq(connectionCredentials.connectionId, connectionId));
  await db()
    .update(connectionCredentials)
    .set({ sealed: {} })
    .where(eq(connectionCredentials.connectionId, connectionId));
  expect(await count()).toBe(0);
  expect(await external.countConnections()).toBe(1);
  await db().update(connectionCredentials).set({ sealed }).where(eq(connectionCredentials.connectionId, connectionId));
  keptSessions().drop(connectionId);
  await until(async () => (await external.countConnections()) === 0, "the session is closed");
});

test("never more than four connections read at once, and nobody waits for ever", async () => {
  const { external } = parcels;
  const { count } = await objectOver(external.details, external.credentials);
  await Promise.all(Array.from({ length: 40 }, () => count()));
  expect(await external.countConnections()).toBeLessThanOrEqual(4);
});

test("a connection that leads nowhere is left alone after three tries, and keeps no other one waiting", async () => {
  const hole = await startRogueServer(blackHole);
  const { external } = parcels;
  const near = await objectOver(external.details, external.credentials);
  const away = await objectOver({ ...external.details, port: String(hole.port) }, external.credentials);
  await near.count();
  const alone = await timed(20, near.count);

  const waiting = Array.from({ length: 200 }, () =>
    away.count().then(
      () => "answered",
      (error) => error.code,
    ),
  );
  const beside = await timed(20, near.count);
  expect(beside, `alone ${alone} ms, beside 200 that wait ${beside} ms`).toBeLessThan(3 * alone + 5);
  expect(hole.accepted()).toBeLessThanOrEqual(4);
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(["unreachable"]));

  const startedAt = performance.now();
  await expect(away.count()).rejects.toMatchObject({ message: expect.stringMatching(/three times in a row.*\d s\.$/) });
  expect(performance.now() - startedAt).toBeLessThan(500);
  await hole.close();
}, 30_000);

test("who gives up while a connection is still being made is let go at once; who stays reads through it", async () => {
  const { external } = parcels;
  const opening = new AbortController();
  const opened = once(opening.signal, "abort");
  const gate = await startRogueServer(async (socket) => {
    await opened;
    const beyond = net.connect(Number(external.details.port), external.details.host);
    beyond.on("error", () => socket.destroy());
    socket.pipe(beyond).pipe(socket);
  });
  const { count } = await objectOver({ ...external.details, port: String(gate.port) }, external.credentials);
  const leaving = new AbortController();
  const [left, stayed] = [count(leaving.signal), count()];
  left.catch(() => undefined);
  await until(async () => gate.open() === 2, "both are connecting");
  const startedAt = performance.now();
  leaving.abort(new Error("given up"));
  await expect(left).rejects.toThrow("given up");
  expect(performance.now() - startedAt).toBeLessThan(500);
  opening.abort();
  expect(await stayed).toBe(0);
  await until(async () => gate.open() === 1, "what nobody waits for is closed");
  await keptSessions().close();
  await gate.close();
});

test("what a connection offers is for its admins only", async () => {
  const { builder, connectionId } = parcels;
  const tables = (by: typeof builder) =>
    withSession({ by, ability: "connection.use", connectionId }, ({ session }) => session.catalog(quiet.signal));
  expect((await tables(builder)).map(({ name }) => name)).toContain("parcels");
  const superAdmin = await makeUser({ accountId: builder.accountId, role: "super_admin" });
  await expect(tables(superAdmin)).rejects.toMatchObject({ code: "forbidden" });
  await expect(tables(await makeUser({ accountId: builder.accountId }))).rejects.toMatchObject({ code: "not_found" });
});

/** The middle one of the times, in milliseconds. */
async function timed(times: number, work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let at = 0; at < times; at += 1) {
    const startedAt = performance.now();
    await work();
    taken.push(performance.now() - startedAt);
  }
  return taken.sort((one, other) => one - other)[Math.floor(times / 2)] ?? Number.NaN;
}
