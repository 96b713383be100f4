import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { makeScene, startDraftTables } from "@/scripts/testing/drafts";
import type { Parcels } from "@/scripts/testing/parcels";
import { keptSessions } from "../../connections/kept-sessions";
import { findObject } from "../queries";
import { createObject, publishObject, saveDraft } from "./commands";
import { describeTable, listedTables, listTables } from "./queries";

const branches = listedTables + 50;
const measures = 700;
const numbered = (at: number) => String(at).padStart(4, "0");

let parcels: Parcels;
let scene: Awaited<ReturnType<typeof makeScene>>;

beforeAll(async () => {
  parcels = await startDraftTables();
  // In parts: one transaction would need more locks than a server has.
  for (let from = 0; from < branches; from += 500) {
    const numbers = Array.from({ length: Math.min(500, branches - from) }, (_, at) => numbered(from + at));
    await parcels.sql.unsafe(
      numbers.map((at) => `create table branch_${at} (id int primary key, note text)`).join(";"),
    );
    await parcels.sql.unsafe(`grant select on ${numbers.map((at) => `branch_${at}`).join(", ")} to reader`);
  }
  const columns = Array.from({ length: measures }, (_, at) => `measure_${numbered(at)} numeric(12, 2)`);
  await parcels.sql.unsafe(`
    create table wide (id int primary key, ${columns.join(", ")}, last_but_needed text not null);
    grant select, insert, update on wide to reader;
  `);
  scene = await makeScene(parcels);
});

afterAll(async () => {
  await keptSessions().close();
  await parcels.stop();
  await closeDatabase();
});

test("of a catalog beyond the limit the first tables are listed, all are counted, and a search finds the others", async () => {
  const { builder, connectionId } = scene;
  const { tables, total } = await listTables(builder, { connectionId, search: "" });
  expect(tables).toHaveLength(listedTables);
  expect(total).toBeGreaterThan(branches);
  const last = `branch_${numbered(branches - 1)}`;
  expect(tables.map(({ name }) => name)).toContain("branch_0000");
  expect(tables.map(({ name }) => name)).not.toContain(last);
  expect(await listTables(builder, { connectionId, search: ` PUBLIC.${last} ` })).toEqual({
    tables: [{ schema: "public", name: last, kind: "table", refusal: null }],
    total: 1,
  });
});

test("a catalog just within the limit is listed whole", async () => {
  const { builder, connectionId } = scene;
  const { tables, total } = await listTables(builder, { connectionId, search: "branch_0" });
  expect([tables.length, total]).toEqual([1_000, 1_000]);
});

test("a table of several hundred columns is described, saved and published with all of them", async () => {
  const { builder, appId, connectionId } = scene;
  const table = { schema: "public", name: "wide" };
  const described = await describeTable(builder, { connectionId, table });
  expect(described.columns).toHaveLength(measures + 2);
  expect(described.columns.at(-1)?.rule.lockedIn).toMatch(/Mandatory/);
  const { id } = await createObject(builder, { appId, connectionId, name: "Wide", description: "" });
  const columns = described.columns.map(({ name }) => ({ name, label: name, readOnly: false }));
  const draft = { table, columns, membersWithUseMay: "write" as const };
  const { revision } = await saveDraft(builder, { id, revision: 0, connectionId, draft });
  await publishObject(builder, { id, revision });
  const { definition } = await findObject(builder, appId, id);
  expect(definition.columns.map(({ name }) => name)).toEqual(columns.map(({ name }) => name));
});
