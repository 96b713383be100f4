import { eq, type SQL, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { auditEvents } from "@/db/schema";
import { linksOf, makeDraft, makeScene, parcelsDraft, startDraftTables, versionsOf } from "@/scripts/testing/drafts";
import { hostile, type Parcels } from "@/scripts/testing/parcels";
import { meanwhile, race } from "@/scripts/testing/race";
import { deleteConnection } from "../../connections/commands";
import { keptSessions } from "../../connections/kept-sessions";
import { createRow } from "../../rows/commands";
import { findRowsObject } from "../../rows/queries";
import { findObject } from "../queries";
import { publishObject } from "./commands";
import { describeTable, findDraft, listTables } from "./queries";
import type { ObjectDraft } from "./schema";

let parcels: Parcels;

beforeAll(async () => {
  parcels = await startDraftTables();
});

afterEach(async () => {
  await keptSessions().close();
});

afterAll(async () => {
  await parcels.stop();
  await closeDatabase();
});

test("publishing stores exactly what was chosen and what the server says of it, and binds Development", async () => {
  const { builder, id, revision, appId, connectionId } = await makeDraft(parcels);
  expect(await publishObject(builder, { id, revision })).toEqual({ id, appId, version: 1 });
  const { definition, version, bindings } = await findObject(builder, appId, id);
  const column = { generated: false, choices: null, ordinal: expect.any(Number) };
  expect(definition).toEqual({
    table: { schema: "public", name: "parcels" },
    membersWithUseMay: "write",
    columns: [
      // Made by the server: never typed, whatever the draft said.
      {
        ...column,
        name: "id",
        label: "Parcel",
        type: "bigint",
        nativeType: "bigint",
        primaryKey: true,
        readOnly: true,
        nullable: false,
        mandatory: false,
      },
      {
        ...column,
        name: hostile,
        label: hostile,
        type: "text",
        nativeType: "text",
        primaryKey: false,
        readOnly: true,
        nullable: true,
        mandatory: false,
      },
      {
        ...column,
        name: "status",
        label: "State",
        type: "choice",
        nativeType: "public.status",
        primaryKey: false,
        readOnly: false,
        nullable: false,
        mandatory: true,
        choices: ["held", "delayed"],
      },
    ],
  });
  expect(version).toBe(1);
  expect(bindings).toMatchObject([{ environment: "development", version: 1, connection: { id: connectionId } }]);
  expect(await linksOf(connectionId)).toBe(1);
  await expect(findDraft(builder, appId, id)).rejects.toMatchObject({ code: "not_found" });
  const events = await db()
    .select({ action: auditEvents.action })
    .from(auditEvents)
    .where(eq(auditEvents.subjectId, id))
    .orderBy(auditEvents.at, auditEvents.id);
  expect(events.map(({ action }) => action)).toEqual(["object.created", "object.published", "object.bound"]);
});

test("what the database user cannot write is read-only, whatever the draft says", async () => {
  const draft: ObjectDraft = {
    table: { schema: "public", name: "stock" },
    columns: ["sku", "counted", "locked", "made"].map((name) => ({ name, label: name, readOnly: false })),
    membersWithUseMay: "read",
  };
  const { builder, id, revision, appId } = await makeDraft(parcels, draft);
  await publishObject(builder, { id, revision });
  const { definition } = await findObject(builder, appId, id);
  expect(definition.columns.map(({ name, readOnly }) => [name, readOnly])).toEqual([
    ["sku", false],
    ["counted", false],
    ["locked", true],
    ["made", true],
  ]);
});

test("a mandatory column is never read-only while rows can be made, whatever the draft says", async () => {
  const columns = parcelsDraft.columns.map((column) => ({ ...column, readOnly: true }));
  const { builder, id, revision, appId } = await makeDraft(parcels, { ...parcelsDraft, columns });
  await publishObject(builder, { id, revision });
  const { definition } = await findObject(builder, appId, id);
  expect(definition.columns.map(({ name, readOnly }) => [name, readOnly])).toEqual([
    ["id", true],
    [hostile, true],
    ["status", false],
  ]);
  expect(definition).not.toHaveProperty("takesNewRows");
  const values: [string, string][] = [["status", "held"]];
  expect(await createRow(builder, { objectId: id, environment: "development", values })).toMatchObject({
    outcome: "written",
  });
});

test("where the database user can make no row, publish says so, nobody makes one, and the rest is free", async () => {
  const { builder, id, revision, appId, connectionId } = await makeDraft(parcels, {
    table: { schema: "public", name: "ledger" },
    columns: ["id", "entry", "kind"].map((name) => ({ name, label: name, readOnly: name === "kind" })),
    membersWithUseMay: "write",
  });
  const described = await describeTable(builder, { connectionId, table: { schema: "public", name: "ledger" } });
  expect(described.newRowRefusal).toEqual(["column ", { name: "entry" }, expect.stringContaining("may not insert it")]);
  await publishObject(builder, { id, revision });
  const { definition } = await findObject(builder, appId, id);
  expect(definition.columns.map(({ readOnly }) => readOnly)).toEqual([true, true, true]);
  expect(definition.takesNewRows).toBe(false);
  const rows = await findRowsObject(builder, appId, id, "development");
  expect(rows).toMatchObject({ writeRefusal: null, newRowRefusal: expect.stringContaining("“entry”") });
  const row = { objectId: id, environment: "development" as const, values: [] };
  await expect(createRow(builder, row)).rejects.toMatchObject({ code: "invalid", message: rows.newRowRefusal });
});

test("tables that no object can be made of are offered with the reason, and refused when a draft forges them", async () => {
  const { builder, connectionId } = await makeScene(parcels);
  const { tables, total } = await listTables(builder, { connectionId, search: "PUBLIC." });
  expect(total).toBe(tables.length);
  const refusals = Object.fromEntries(tables.map(({ name, refusal }) => [name, refusal]));
  expect(refusals).toMatchObject({
    parcels: null,
    stock: null,
    two_keys: ["Its primary key has 2 columns"],
    keyless: ["It has no primary key"],
    parcel_view: ["A view has no primary key"],
  });
  expect(refusals.shaped?.[0]).toBe("Column ");
  expect((await listTables(builder, { connectionId, search: "stoc" })).tables.map(({ name }) => name)).toEqual([
    "stock",
  ]);
  for (const [name, column] of [
    ["two_keys", "a"],
    ["keyless", "a"],
    ["shaped", "id"],
    ["parcel_view", "id"],
  ] as const) {
    const columns = [{ name: column, label: "", readOnly: false }];
    const forged = await makeDraft(parcels, { table: { schema: "public", name }, columns, membersWithUseMay: "read" });
    await expect(publishObject(forged.builder, forged), name).rejects.toMatchObject({ code: "conflict" });
    expect(await versionsOf(forged.id)).toEqual([]);
  }
});

test.each([
  ["a complex column", [{ name: "sku" }, { name: "area" }], "stock"],
  ["a column that does not exist", [{ name: "sku" }, { name: "price" }], "stock"],
  ["a column twice", [{ name: "sku" }, { name: "sku" }], "stock"],
  ["no primary key", [{ name: "counted" }], "stock"],
  ["no mandatory column", [{ name: "id" }], "parcels"],
  ["a table that is gone", [{ name: "id" }], "nowhere"],
])("%s is refused by publish", async (_, columns, name) => {
  const draft: ObjectDraft = {
    table: { schema: "public", name },
    columns: columns.map((column) => ({ ...column, label: "", readOnly: false })),
    membersWithUseMay: "read",
  };
  const { builder, id, revision } = await makeDraft(parcels, draft);
  await expect(publishObject(builder, { id, revision })).rejects.toMatchObject({
    code: expect.stringMatching(/conflict|drift/),
  });
  expect(await versionsOf(id)).toEqual([]);
});

test("of two publishes at once one writes version 1, and the other is told", async () => {
  const { builder, connectionId, id, revision } = await makeDraft(parcels);
  const lock = sql`select 1 from connections where id = ${connectionId} for update`;
  const publish = () => publishObject(builder, { id, revision });
  const [one, two] = await race(lock, publish, publish);
  expect([one.status, two.status].sort()).toEqual(["fulfilled", "rejected"]);
  expect(await versionsOf(id)).toHaveLength(1);
  expect(await linksOf(connectionId)).toBe(1);
});

type Draft = Awaited<ReturnType<typeof makeDraft>>;

test.each<[string, string, (draft: Draft) => SQL]>([
  [
    "the right on the connection is lost",
    "not_found",
    (d) => sql`delete from connection_admins where connection_id = ${d.connectionId}`,
  ],
  [
    "the right in the app is lost",
    "forbidden",
    (d) => sql`update app_members set level = 'use' where app_id = ${d.appId}`,
  ],
  [
    "the connection gets other credentials",
    "conflict",
    (d) => sql`update connections set version = version + 1 where id = ${d.connectionId}`,
  ],
  [
    "somebody saves the draft",
    "conflict",
    (d) => sql`update external_data_objects set draft_revision = draft_revision + 1 where id = ${d.id}`,
  ],
  ["nothing happens", "published", () => sql`select 1`],
])("while the table is read %s: %s", async (_, outcome, change) => {
  const draft = await makeDraft(parcels);
  const { builder, connectionId, id, revision } = draft;
  const lock = sql`select 1 from connections where id = ${connectionId} for update`;
  const publishing = meanwhile(lock, () => publishObject(builder, { id, revision }), change(draft));
  if (outcome === "published") {
    expect(await publishing).toMatchObject({ id });
    expect((await versionsOf(id)).map(({ version }) => version)).toEqual([1]);
  } else {
    await expect(publishing).rejects.toMatchObject({ code: outcome });
    expect(await versionsOf(id)).toEqual([]);
    expect(await linksOf(connectionId)).toBe(0);
  }
});

test.each(["publish", "delete"])(
  "beside a delete of the connection one of both happens; %s comes first",
  async (first) => {
    const { builder, connectionId, id, revision } = await makeDraft(parcels);
    const lock = sql`select 1 from connections where id = ${connectionId} for update`;
    const publish = () => publishObject(builder, { id, revision });
    const remove = () => deleteConnection(builder, { id: connectionId });
    if (first === "publish") {
      const [published, removed] = await race(lock, publish, remove);
      expect(published.status).toBe("fulfilled");
      expect(removed).toMatchObject({ value: { deleted: false } });
      expect(await linksOf(connectionId)).toBe(1);
    } else {
      const [removed, published] = await race(lock, remove, publish);
      expect(removed).toMatchObject({ value: { deleted: true } });
      expect(published).toMatchObject({ reason: { code: "not_found" } });
      expect(await versionsOf(id)).toEqual([]);
    }
  },
);
