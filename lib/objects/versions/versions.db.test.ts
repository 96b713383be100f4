import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { wrongCounters } from "@/scripts/testing/counters";
import { linksOf, versionsOf } from "@/scripts/testing/drafts";
import { makeOrders, type Places, startPlaces } from "@/scripts/testing/places";
import { keptSessions } from "../../connections/kept-sessions";
import { AppError } from "../../errors";
import { type Environment, environments } from "../../policy";
import { listRows } from "../../rows/queries";
import { deployVersion } from "../deploys/commands";
import { deployEnvironments } from "../deploys/schema";
import { publishObject, saveDraft } from "../drafts/commands";
import type { ObjectDraft } from "../drafts/schema";
import { discardDraft, editObject } from "../edits/commands";
import { findVersion } from "./queries";

let places: Places;

const mandatory = ["id", "place"];
const optional = ["note", "amount", "due", "done"];

beforeAll(async () => {
  places = await startPlaces();
  for (const environment of environments) {
    await places.sql[environment].unsafe(
      "alter table orders add amount numeric(12, 2), add due date, add done boolean",
    );
  }
});

afterAll(async () => {
  await keptSessions().close();
  await places.stop();
  await closeDatabase();
});

type Step =
  | { what: "edit"; from: number | undefined }
  | { what: "save"; draft: ObjectDraft; isStale: boolean }
  | { what: "publish" | "discard"; isStale: boolean }
  | { what: "deploy"; version: number; environment: "test" | "production" };

const label = fc.string({ unit: "grapheme", maxLength: 12 });
const isStale = fc.constantFrom(false, false, false, false, false, true);
const number = fc.integer({ min: 1, max: 4 });

const drafts: fc.Arbitrary<ObjectDraft> = fc
  .record({
    chosen: fc.subarray(optional),
    labels: fc.array(label, { minLength: 6, maxLength: 6 }),
    switches: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    membersWithUseMay: fc.constantFrom("read", "write"),
  })
  .map(({ chosen, labels, switches, membersWithUseMay }) => ({
    table: { schema: "public", name: "orders" },
    columns: [...mandatory, ...chosen].map((name, at) => ({
      name,
      label: labels[at] ?? "",
      readOnly: switches[at] ?? false,
    })),
    membersWithUseMay,
  }));

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ what: fc.constant("edit"), from: fc.option(number, { nil: undefined }) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant("save"), draft: drafts, isStale }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant("publish"), isStale }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("discard"), isStale }) },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant("deploy"),
      version: number,
      environment: fc.constantFrom(...deployEnvironments),
    }),
  },
);

type Shown = readonly (readonly [name: string, label: string, readOnly: boolean])[];

/** What ought to be, kept without looking at the product. */
class Model {
  readonly shown = new Map<number, Shown>();
  readonly stored = new Map<number, string>();
  readonly bound: Partial<Record<Environment, number>> = {};
  draft: { revision: number; shown: Shown } | null = null;
  /** No revision is used twice. */
  revision = 0;

  publish(version: number, shown: Shown): void {
    this.shown.set(version, shown);
    this.bound.development = version;
    this.draft = null;
  }
}

/** Mandatory columns are written by every new row, so that no switch closes them. */
function shownBy({ columns }: ObjectDraft): Shown {
  return columns.map(({ name, label: text, readOnly }) => [
    name,
    text.trim() === "" ? name : text.trim(),
    readOnly && !mandatory.includes(name),
  ]);
}

type Scene = Awaited<ReturnType<typeof makeOrders>>;

async function run(step: Step, model: Model, scene: Scene): Promise<void> {
  const { builder, objectId: id, connectionIds } = scene;
  const seen = {
    id,
    revision: (model.draft?.revision ?? model.revision) - ("isStale" in step && step.isStale ? 1 : 0),
  };
  const isMine = model.draft !== null && model.draft.revision === seen.revision;
  switch (step.what) {
    case "edit": {
      const from = step.from ?? model.shown.size;
      const began = editObject(builder, { id, from: step.from });
      if (model.draft !== null) return void expect(await began).toMatchObject({ begun: false });
      const shown = model.shown.get(from);
      if (shown === undefined) return void (await expect(began).rejects.toMatchObject({ code: "conflict" }));
      model.revision += 1;
      model.draft = { revision: model.revision, shown };
      return void expect(await began).toEqual({ begun: true, revision: model.revision });
    }
    case "save": {
      const saved = saveDraft(builder, { ...seen, connectionId: connectionIds.development, draft: step.draft });
      if (!isMine) return void (await expect(saved).rejects.toMatchObject({ code: "conflict" }));
      model.revision += 1;
      model.draft = { revision: model.revision, shown: shownBy(step.draft) };
      return void expect(await saved).toEqual({ revision: model.revision });
    }
    case "publish": {
      const published = publishObject(builder, seen);
      if (!isMine || model.draft === null) {
        return void (await expect(published).rejects.toMatchObject({ code: "conflict" }));
      }
      const version = model.shown.size + 1;
      expect(await published).toMatchObject({ version });
      return model.publish(version, model.draft.shown);
    }
    case "discard": {
      const discarded = discardDraft(builder, seen);
      if (!isMine) return void (await expect(discarded).rejects.toMatchObject({ code: "conflict" }));
      await discarded;
      model.draft = null;
      return;
    }
    case "deploy": {
      const { version, environment } = step;
      const before = model.bound[environment];
      const connectionId = connectionIds[environment];
      const replaces = before === undefined ? null : { version: before, connectionId };
      const deployed = deployVersion(builder, { objectId: id, version, environment, connectionId, replaces });
      if (!model.shown.has(version)) return void (await expect(deployed).rejects.toBeInstanceOf(AppError));
      expect(await deployed).toMatchObject({ deployed: true });
      model.bound[environment] = version;
      return;
    }
  }
}

async function holds(model: Model, { builder, objectId, connectionIds }: Scene): Promise<void> {
  const versions = (await versionsOf(objectId)).sort((one, other) => one.version - other.version);
  expect(versions.map(({ version }) => version)).toEqual([...model.shown.keys()]);
  expect(versions.map(({ version }) => version)).toEqual(versions.map((_, at) => at + 1));
  for (const { version, ...row } of versions) {
    const text = JSON.stringify(row);
    expect(text, `version ${version} never changes`).toBe(model.stored.get(version) ?? text);
    model.stored.set(version, text);
  }
  const view = { where: [], sort: null, after: null, before: null };
  for (const environment of environments) {
    const version = model.bound[environment];
    const list = () => listRows(builder, { objectId, environment, view });
    expect(await linksOf(connectionIds[environment])).toBe(version === undefined ? 0 : 1);
    if (version === undefined) {
      await expect(list()).rejects.toMatchObject({ code: "not_found" });
      continue;
    }
    const page = await list();
    expect(page.version).toBe(version);
    expect(page.columns.map(({ name, label: text, readOnly }) => [name, text, readOnly])).toEqual(
      model.shown.get(version),
    );
    const at = page.columns.findIndex(({ name }) => name === "place");
    expect(page.rows.map(({ cells }) => [cells.length, cells[at]])).toEqual([[page.columns.length, environment]]);
  }
  expect(await wrongCounters(builder.accountId)).toEqual([]);
}

/** What all runs did together: a property that nothing was tried of would hold as well. */
const done = { published: 0, wentBack: 0 };

test("whatever is edited, published, deployed, gone back to and discarded: versions never change, and what is bound reads exactly what its version says", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 30, size: "max" }), async (steps) => {
      const scene = await makeOrders(places);
      const model = new Model();
      for (const version of [1, 2]) {
        const found = await findVersion(scene.builder, { objectId: scene.objectId, version });
        const columns = found?.definition.columns ?? [];
        model.publish(
          version,
          columns.map(({ name, label: text, readOnly }) => [name, text, readOnly]),
        );
      }
      await holds(model, scene);
      for (const each of steps) {
        const before = { ...model.bound };
        await run(each, model, scene);
        await holds(model, scene);
        if (deployEnvironments.some((place) => (model.bound[place] ?? 0) < (before[place] ?? 0))) done.wentBack += 1;
      }
      done.published += model.shown.size - 2;
    }),
    { numRuns: 20 },
  );
  expect(done.published).toBeGreaterThan(10);
  expect(done.wentBack).toBeGreaterThan(5);
}, 180_000);
