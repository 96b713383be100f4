import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { closeDatabase, db, openDatabase } from "@/db/client";
import { makeAccount, makeConnection, makeUser } from "@/db/factories";
import { listConnections } from "../connections/list/queries";
import { listInput } from "../connections/schema";
import type { Actor } from "../policy";
import { createVault, type Vault, vault } from "../vault";
import { type RotationProgress, rotateCredentials } from "./commands";

// Rotation walks every account: it gets a database of its own.
const database = `linkspan_rotation_${process.pid}`;
const oldKeys = `old:${randomBytes(32).toString("base64url")}`;
const cluster = postgres(inject("clusterUrl"), { max: 1 });
let before: Vault;
let actor: Actor;

beforeAll(async () => {
  await cluster`create database ${cluster(database)} template ${cluster(inject("templateDatabase"))}`;
  const url = new URL(inject("clusterUrl"));
  url.pathname = `/${database}`;
  process.env.DATABASE_URL = url.href;
  process.env.ENCRYPTION_KEYS = `new:${randomBytes(32).toString("base64url")},${oldKeys}`;
  before = await createVault(oldKeys);
  actor = await makeUser({ accountId: await makeAccount(), role: "super_admin" });
});

afterAll(async () => {
  await closeDatabase();
  await cluster`drop database ${cluster(database)}`;
  await cluster.end();
});

const secretOf = (at: number) => ({ user: "reader", password: `password ${at}` });

async function sealedRows() {
  const rows = await db().execute<{ id: string; key: string; state: string; sealed: unknown; details: unknown }>(sql`
    select c.id, c.credentials_key_id as key, c.credentials_state as state, s.sealed, c.details
    from connections c join connection_credentials s on s.connection_id = c.id order by c.name`);
  return [...rows];
}

async function opened(row: { id: string; sealed: unknown; details: unknown }) {
  const destination = {
    accountId: actor.accountId,
    connectionId: row.id,
    connector: "postgresql",
    details: row.details,
  };
  return (await vault()).open(destination, row.sealed);
}

test("rotation: a dry run changes nothing, a run reseals everything that opens while others work, twice does nothing", async () => {
  for (let at = 0; at < 120; at += 1) {
    const name = `Connection ${String(at).padStart(3, "0")}`;
    await makeConnection({ by: actor, name, credentials: secretOf(at), sealedBy: before });
  }
  const [first, second] = await sealedRows();
  if (first === undefined || second === undefined) throw new Error("unreachable");
  // One was tampered with, one was marked before its key was found again, one was refused by its server.
  await db().execute(
    sql`update connections set details = jsonb_set(details, '{host}', '"evil.example"') where id = ${first.id}`,
  );
  await db().execute(sql`update connections set credentials_state = 'unreadable' where id = ${second.id}`);
  await db().execute(sql`update connections set credentials_state = 'refused' where name = 'Connection 002'`);
  const untouched = await sealedRows();

  const counted = { total: 120, resealed: 119, unreadable: 1, held: 0 };
  expect(await rotateCredentials({ dryRun: true })).toEqual(counted);
  expect(await sealedRows()).toEqual(untouched);

  const seen: RotationProgress[] = [];
  expect(await rotateCredentials({ dryRun: false, onProgress: (progress) => seen.push(progress) })).toEqual(counted);
  expect(seen.map(({ resealed, unreadable }) => resealed + unreadable)).toEqual([50, 100, 120, 120]);

  const after = await sealedRows();
  expect(after.map(({ key, state }) => `${key} ${state}`)).toEqual([
    "old unreadable",
    "new ok",
    "new refused",
    ...Array.from({ length: 117 }, () => "new ok"),
  ]);
  for (const [at, row] of after.entries()) if (at > 0) expect(await opened(row)).toEqual(secretOf(at));
  expect(after[0]?.sealed).toEqual(first.sealed);

  const { rows, byStatus } = await listConnections(actor, listInput.parse({ status: ["needs_reconnecting"] }));
  expect(rows.map(({ name }) => name).sort()).toEqual(["Connection 000", "Connection 002"]);
  expect(byStatus.connected.count).toBe(118);

  expect(await rotateCredentials({ dryRun: false })).toEqual({ total: 1, resealed: 0, unreadable: 1, held: 0 });
  const [audited] = await db().execute(sql`
    select sum((data ->> 'connections')::int)::int as connections from audit_events where action = 'credentials.rotated'`);
  expect(audited).toEqual({ connections: 119 });
});

test("a connection that somebody holds is left for the next run, and two runs at once seal each row once", async () => {
  const held = await makeConnection({ by: actor, name: "Held", credentials: secretOf(1), sealedBy: before });
  for (let at = 0; at < 60; at += 1) {
    await makeConnection({ by: actor, name: `Later ${at}`, credentials: secretOf(at), sealedBy: before });
  }
  const holder = openDatabase(process.env.DATABASE_URL ?? "", 1);
  const runs = await holder.database.transaction(async (tx) => {
    await tx.execute(sql`select from connections where id = ${held.id} for no key update`);
    return Promise.all([rotateCredentials({ dryRun: false }), rotateCredentials({ dryRun: false })]);
  });
  await holder.close();
  expect(runs.reduce((sum, run) => sum + run.resealed, 0)).toBe(60);
  expect((await sealedRows()).filter(({ key }) => key === "old")).toHaveLength(2);
  expect(await rotateCredentials({ dryRun: false })).toMatchObject({ resealed: 1, unreadable: 1, held: 0 });
});
