import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeConnection, makeUser } from "@/db/factories";
import { type ExternalPostgres, startExternalPostgres } from "@/scripts/testing/external-postgres";
import { until } from "@/scripts/testing/until";
import { deleteConnection } from "../connections/commands";
import { listConnections } from "../connections/list/queries";
import { findConnectionDetail } from "../connections/queries";
import { listInput } from "../connections/schema";
import type { StageProgress } from "../connectors/types";
import type { Actor } from "../policy";
import { vault } from "../vault";
import { connectSampleDatabase, createConnection, testConnection } from "./commands";
import { reconnectConnection } from "./reconnect/commands";

let external: ExternalPostgres;
let actor: Actor;

beforeAll(async () => {
  external = await startExternalPostgres("first password");
});

beforeEach(async () => {
  actor = await makeUser({ accountId: await makeAccount() });
});

afterAll(async () => {
  await external.stop();
  await closeDatabase();
});

const quiet = { signal: new AbortController().signal, onStage: () => undefined };

function typed(changes: { details?: Record<string, string>; credentials?: Record<string, string> } = {}) {
  return {
    attempt: randomUUID(),
    environment: "development" as const,
    connector: "postgresql" as const,
    details: { ...external.details, ...changes.details },
    credentials: { ...external.credentials, ...changes.credentials },
  };
}

async function connectionCount(): Promise<number> {
  return (await listConnections(actor, listInput.parse({}))).total.count;
}

async function openedSecret(id: string): Promise<unknown> {
  const [row] = await db().execute<{ sealed: unknown; details: unknown }>(sql`
    select s.sealed, c.details from connections c join connection_credentials s on s.connection_id = c.id where c.id = ${id}`);
  const destination = { accountId: actor.accountId, connectionId: id, connector: "postgresql", details: row?.details };
  return (await vault()).open(destination, row?.sealed);
}

describe("testing", () => {
  test("tells its stages as they happen and stores nothing", async () => {
    const stages: StageProgress[] = [];
    const done = await testConnection(actor, typed(), { ...quiet, onStage: (stage) => stages.push(stage) });
    expect(done).toMatchObject({ verification: { failure: null }, reference: null, stored: null });
    expect(stages.some(({ stage, status }) => stage === "reach" && status === "running")).toBe(true);
    expect(stages.at(-1)).toMatchObject({ stage: "read_catalog", status: "ok" });
    expect(await connectionCount()).toBe(0);
    await until(async () => (await external.countConnections()) === 0, "the verification's connection is closed");
  });

  test("says what the form refuses, field by field, before anything is opened", async () => {
    const refused = testConnection(actor, typed({ details: { port: "70000" }, credentials: { user: "" } }), quiet);
    await expect(refused).rejects.toMatchObject({
      code: "invalid",
      fields: { port: expect.any(String), user: "Type the user." },
    });
  });

  test("never leads to our own database, under whatever name", async () => {
    const own = new URL(process.env.DATABASE_URL ?? "");
    const credentials = { user: own.username, password: own.password };
    const done = await testConnection(
      actor,
      typed({ details: { host: "localhost", port: own.port, database: own.pathname.slice(1) }, credentials }),
      quiet,
    );
    expect(done.verification.failure).not.toBeNull();
  });
});

describe("creating", () => {
  test("stores what was verified, sealed for its destination, with the creator as first admin", async () => {
    const name = `Orders ${randomUUID()}`;
    const { stored, verification } = await createConnection(actor, { ...typed(), name }, quiet);
    expect(verification.failure).toBeNull();
    if (stored === null) throw new Error("Nothing was stored.");
    const found = await findConnectionDetail(actor, stored.id);
    expect(found).toMatchObject({
      name,
      status: "connected",
      adminCount: 1,
      objectCount: 0,
      admins: [{ id: actor.id, name: actor.name }],
      createdBy: { id: actor.id, name: actor.name },
      address: `127.0.0.1:${external.details.port}/postgres`,
      details: { ...external.details, ca: "" },
    });
    expect(found.modifiedAt).toBe(found.createdAt);
    expect(await openedSecret(stored.id)).toEqual(external.credentials);
  });

  test("with a wrong password stores nothing and gives a reference", async () => {
    const wrong = typed({ credentials: { password: "wrong" } });
    const done = await createConnection(actor, { ...wrong, name: "Orders" }, quiet);
    expect(done.verification.failure).toMatchObject({ stage: "sign_in", fields: ["user", "password"] });
    expect(done.reference).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(done.stored).toBeNull();
    expect(await connectionCount()).toBe(0);
  });

  test("under a taken name is refused before anything is opened", async () => {
    await makeConnection({ by: actor, name: "Orders" });
    const stages: StageProgress[] = [];
    const watch = { ...quiet, onStage: (stage: StageProgress) => stages.push(stage) };
    const created = createConnection(actor, { ...typed(), name: "ORDERS" }, watch);
    await expect(created).rejects.toMatchObject({ code: "conflict", fields: { name: expect.any(String) } });
    expect(stages).toEqual([]);
  });
});

describe("reconnecting", () => {
  test("replaces the credentials once the new ones work, and only then", async () => {
    const { id } = await makeConnection({ by: actor, details: external.details, credentials: external.credentials });
    const reconnect = (password: string) =>
      reconnectConnection(
        actor,
        { attempt: randomUUID(), id, credentials: { ...external.credentials, password } },
        quiet,
      );
    await db().execute(sql`update connections set credentials_state = 'unreadable' where id = ${id}`);
    const failed = await reconnect("second password");
    expect(failed).toMatchObject({ verification: { failure: { stage: "sign_in" } }, stored: null });
    expect(await openedSecret(id)).toEqual(external.credentials);
    expect((await findConnectionDetail(actor, id)).status).toBe("needs_reconnecting");

    await external.setPassword("second password");
    const done = await reconnect("second password");
    await external.setPassword(external.credentials.password);
    expect(done).toMatchObject({ verification: { failure: null }, stored: { id } });
    expect(await openedSecret(id)).toEqual({ ...external.credentials, password: "second password" });
    const after = await findConnectionDetail(actor, id);
    expect(after).toMatchObject({ status: "connected", details: { ...external.details, ca: "" } });
    expect(Date.parse(after.modifiedAt)).toBeGreaterThan(Date.parse(after.createdAt));
  });

  test("mends a row that was tampered with in the database, which never opens", async () => {
    const { id } = await makeConnection({ by: actor, details: external.details, credentials: external.credentials });
    const other = await makeConnection({ by: actor, details: external.details, credentials: external.credentials });
    await db().execute(sql`
      update connection_credentials set sealed = (select sealed from connection_credentials where connection_id = ${other.id})
      where connection_id = ${id}`);
    await expect(openedSecret(id)).rejects.toThrow("do not open for this connection");
    // Nothing else minds.
    expect((await listConnections(actor, listInput.parse({}))).rows).toHaveLength(2);
    const input = { attempt: randomUUID(), id, credentials: external.credentials };
    expect((await reconnectConnection(actor, input, quiet)).stored).toEqual({ id, name: expect.any(String) });
    expect(await openedSecret(id)).toEqual(external.credentials);
  });

  test("a connection that is deleted meanwhile is not found", async () => {
    const { id } = await makeConnection({ by: actor, details: external.details });
    const input = { attempt: randomUUID(), id, credentials: external.credentials };
    let deleted: Promise<unknown> | null = null;
    const watch = {
      ...quiet,
      onStage: () => {
        deleted ??= deleteConnection(actor, { id });
      },
    };
    await expect(reconnectConnection(actor, input, watch)).rejects.toMatchObject({ code: "not_found" });
    expect(await deleted).toEqual({ deleted: true });
  });
});

test("an installation without a sample database has none to connect", async () => {
  const connected = connectSampleDatabase(actor, { attempt: randomUUID() }, quiet);
  await expect(connected).rejects.toMatchObject({ code: "not_found" });
});
