import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeAdmin, makeUser } from "@/db/factories";
import { joinApp } from "@/scripts/testing/drafts";
import { makeOrders, ordersDefinition, type Places, startPlaces } from "@/scripts/testing/places";
import { keptSessions } from "../../connections/kept-sessions";
import type { Actor } from "../../policy";
import { bindRehearsed, deployVersion } from "../deploys/commands";
import { publishObject } from "../drafts/commands";
import { editObject } from "../edits/commands";
import type { Bound } from "../schema";
import { findVersionDetail, listHistory } from "./queries";
import { historyPageSize } from "./schema";

let places: Places;
let scene: Awaited<ReturnType<typeof makeOrders>>;

beforeAll(async () => {
  places = await startPlaces();
});

beforeEach(async () => {
  scene = await makeOrders(places);
});

afterEach(() => keptSessions().close());

afterAll(async () => {
  await places.stop();
  await closeDatabase();
});

const history = (by: Actor = scene.builder, after: string | null = null) =>
  listHistory(by, { objectId: scene.objectId, after });

async function publishEdit(from: number): Promise<void> {
  const { builder, objectId: id } = scene;
  const outcome = await editObject(builder, { id, from });
  await publishObject(builder, { id, revision: outcome.revision });
}

function deploy(version: number, replaces: Bound | null, connectionId = scene.connectionIds.production) {
  const { builder, objectId } = scene;
  return deployVersion(builder, { objectId, version, environment: "production", connectionId, replaces });
}

test("says who published and deployed what, when, where, and what that replaced, newest first", async () => {
  const { builder, production, connectionIds } = scene;
  await deploy(2, null);
  await publishEdit(1);
  await deploy(1, { version: 2, connectionId: production.id });
  const { entries, next } = await history();
  const by = builder.name;
  expect(entries).toMatchObject([
    { kind: "deployed", version: 1, environment: "production", by, replaced: 2, requestedBy: null },
    { kind: "published", version: 3, environment: "development", by, replaced: null },
    { kind: "deployed", version: 2, environment: "production", by, replaced: null },
    { kind: "published", version: 2, environment: "development" },
    { kind: "published", version: 1, environment: "development" },
  ]);
  expect(entries.map(({ connection }) => connection?.id)).toEqual([
    production.id,
    connectionIds.development,
    production.id,
    // Of versions that a release before this one's records published.
    undefined,
    undefined,
  ]);
  expect(next).toBeNull();
});

test("names who asked for it beside who did it", async () => {
  const { builder, objectId, connectionIds, appId } = scene;
  const asker = await makeUser({ accountId: builder.accountId });
  await joinApp(appId, asker, "manage");
  await db().transaction((tx) =>
    bindRehearsed(tx, {
      by: builder,
      requestedBy: asker.id,
      objectId,
      version: 2,
      environment: "test",
      connectionId: connectionIds.test,
      connectionVersion: 1,
    }),
  );
  expect((await history()).entries[0]).toMatchObject({
    by: builder.name,
    requestedBy: asker.name,
    environment: "test",
  });
});

test("names a connection as the object does: while it is bound, or to those who see it anyway", async () => {
  const { builder, production, connectTo, appId } = scene;
  const reader = await makeUser({ accountId: builder.accountId });
  await joinApp(appId, reader, "use");
  const other = await connectTo("production");
  await deploy(2, null);
  expect((await history(reader)).entries[0]?.connection).toEqual({ ...production, visible: false });
  await deploy(2, { version: 2, connectionId: production.id }, other.id);
  const [second, first] = (await history(reader)).entries;
  expect(second?.connection).toEqual({ ...other, visible: false });
  expect(first?.connection).toBeNull();
  expect((await history()).entries[1]?.connection).toEqual({ ...production, visible: true });
  await makeAdmin({ connectionId: production.id, user: reader, by: builder });
  expect((await history(reader)).entries[1]?.connection).toEqual({ ...production, visible: true });
});

test("is for those who see the object", async () => {
  const { builder, objectId } = scene;
  const stranger = await makeUser({ accountId: builder.accountId });
  const foreigner = await makeUser({ accountId: await makeAccount(), role: "super_admin" });
  const superAdmin = await makeUser({ accountId: builder.accountId, role: "super_admin" });
  for (const actor of [stranger, foreigner]) {
    await expect(history(actor)).rejects.toMatchObject({ code: "not_found" });
    await expect(findVersionDetail(actor, { objectId, version: 1 })).rejects.toMatchObject({ code: "not_found" });
  }
  expect((await history(superAdmin)).entries).toHaveLength(2);
  expect(await findVersionDetail(superAdmin, { objectId, version: 1 })).toMatchObject({ version: 1 });
});

test("a version is shown with what it made different from the one before", async () => {
  const { builder, objectId } = scene;
  const read = (version: number) => findVersionDetail(builder, { objectId, version });
  expect(await read(1)).toMatchObject({ definition: ordersDefinition(1), changes: null, publishedBy: builder.name });
  expect(await read(2)).toMatchObject({
    version: 2,
    changes: [["Adds ", { name: "Note" }, " (", { name: "note" }, ")", "."]],
  });
  await expect(read(3)).rejects.toMatchObject({ code: "not_found" });
});

test("pages show each entry once, also those of the same moment, and forged cursors begin again", async () => {
  const { builder, objectId, production } = scene;
  // All at the same time, twice as many as two pages hold.
  await db().execute(sql`
    insert into audit_events (id, account_id, at, actor_id, action, subject_id, data)
    select gen_random_uuid(), ${builder.accountId}, '2026-01-01T00:00:00Z', ${builder.id}, 'object.bound', ${objectId},
      jsonb_build_object('environment', 'production', 'version', n, 'connectionId', ${production.id}::text)
    from generate_series(1, ${historyPageSize * 2}::int) n`);
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page = await history(builder, after);
    expect(page.entries.length).toBeLessThanOrEqual(historyPageSize);
    seen.push(...page.entries.map(({ kind, id }) => `${kind} ${id}`));
    after = page.next;
  } while (after !== null);
  expect(seen).toHaveLength(historyPageSize * 2 + 2);
  expect(new Set(seen).size).toBe(seen.length);
  const first = await history();
  for (const forged of ["", "x", Buffer.from('["2026-01-01T00:00:00Z",0,"\' or true"]').toString("base64url")]) {
    expect(await history(builder, forged)).toEqual(first);
  }
});
