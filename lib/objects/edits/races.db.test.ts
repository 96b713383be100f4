import { eq, type SQL, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAdmin, makeUser } from "@/db/factories";
import { auditEvents, externalDataObjects } from "@/db/schema";
import { wrongCounters } from "@/scripts/testing/counters";
import { joinApp, versionsOf } from "@/scripts/testing/drafts";
import { makeOrders, ordersDefinition, type Places, startPlaces } from "@/scripts/testing/places";
import { meanwhile, race } from "@/scripts/testing/race";
import { deleteConnection } from "../../connections/commands";
import { keptSessions } from "../../connections/kept-sessions";
import type { Actor } from "../../policy";
import { deleteObject } from "../commands";
import { publishObject, saveDraft } from "../drafts/commands";
import { findObject } from "../queries";
import { discardDraft, draftOf, editObject } from "./commands";

let places: Places;
let scene: Awaited<ReturnType<typeof makeOrders>>;
let colleague: Actor;
let id: string;
let connectionId: string;

beforeAll(async () => {
  places = await startPlaces();
});

beforeEach(async () => {
  scene = await makeOrders(places);
  id = scene.objectId;
  connectionId = scene.connectionIds.development;
  colleague = await makeUser({ accountId: scene.builder.accountId });
  await joinApp(scene.appId, colleague, "manage");
  await makeAdmin({ connectionId, user: colleague, by: scene.builder });
});

afterEach(async () => {
  await keptSessions().close();
  expect(await wrongCounters(scene.builder.accountId)).toEqual([]);
});

afterAll(async () => {
  await places.stop();
  await closeDatabase();
});

const onObject = () => sql`select 1 from external_data_objects where id = ${id} for update`;
const onConnection = () => sql`select 1 from connections where id = ${connectionId} for update`;

/** `done`, or the code it was refused with. */
function ends(outcome: PromiseSettledResult<unknown>): unknown {
  return outcome.status === "fulfilled" ? "done" : (outcome.reason.code ?? outcome.reason);
}

async function stored() {
  const [row] = await db()
    .select({ draft: externalDataObjects.draft, revision: externalDataObjects.draftRevision })
    .from(externalDataObjects)
    .where(eq(externalDataObjects.id, id));
  return row;
}

const live = draftOf(ordersDefinition(2));
const narrow = draftOf(ordersDefinition(1));

async function begin(): Promise<number> {
  return (await editObject(scene.builder, { id })).revision;
}

const save = (by: Actor, revision: number, draft = narrow) => saveDraft(by, { id, revision, connectionId, draft });

test("of two who begin at once one has the draft, and the other is told who", async () => {
  const [one, two] = await race(
    onConnection(),
    () => editObject(scene.builder, { id }),
    () => editObject(colleague, { id, from: 1 }),
  );
  expect(one).toMatchObject({ value: { begun: true } });
  expect(two).toMatchObject({ value: { begun: false, by: scene.builder.name } });
  expect(await stored()).toEqual({ draft: live, revision: 1 });
});

test("of two who save at once one does, and the other's choices are not written over it", async () => {
  const revision = await begin();
  const [one, two] = await race(
    onConnection(),
    () => save(scene.builder, revision),
    () => save(colleague, revision, live),
  );
  expect([ends(one), ends(two)]).toEqual(["done", "conflict"]);
  expect(await stored()).toEqual({ draft: narrow, revision: revision + 1 });
});

test.each(["discard", "save"])("of discarding beside saving one happens; %s comes first", async (first) => {
  const revision = await begin();
  const discard = () => discardDraft(scene.builder, { id, revision });
  const saving = () => save(colleague, revision);
  // Saving holds the connection before the object; discarding needs the object alone.
  if (first === "discard") {
    const [discarded, saved] = await race(onObject(), discard, saving);
    expect([ends(discarded), ends(saved)]).toEqual(["done", "conflict"]);
    expect((await stored())?.draft).toBeNull();
  } else {
    const [saved, discarded] = await race(onObject(), saving, discard);
    expect([ends(saved), ends(discarded)]).toEqual(["done", "conflict"]);
    expect((await stored())?.draft).toEqual(narrow);
  }
});

test.each(["publish", "edit"])("beginning beside publishing: %s comes first", async (first) => {
  const revision = await begin();
  const publish = () => publishObject(scene.builder, { id, revision });
  const edit = () => editObject(colleague, { id });
  const [one, two] =
    first === "publish" ? await race(onObject(), publish, edit) : await race(onObject(), edit, publish);
  const [published, edited] = first === "publish" ? [one, two] : [two, one];
  expect(ends(published)).toBe("done");
  // After it there is nothing to continue, and the draft of what was published begins; before it there is.
  expect((await versionsOf(id)).map(({ version }) => version).sort()).toEqual([1, 2, 3]);
  const begun = edited.status === "fulfilled" && "begun" in edited.value && edited.value.begun;
  expect((await stored())?.draft === null).toBe(!begun);
});

test("publishing beside discarding: one of both", async () => {
  const revision = await begin();
  const [published, discarded] = await race(
    onObject(),
    () => publishObject(scene.builder, { id, revision }),
    () => discardDraft(colleague, { id, revision }),
  );
  expect([ends(published), ends(discarded)].sort()).toEqual(["conflict", "done"]);
  expect(await versionsOf(id)).toHaveLength(published.status === "fulfilled" ? 3 : 2);
  expect((await stored())?.draft).toBeNull();
});

test.each(["edit", "delete"])("beginning beside deleting the object; %s comes first", async (first) => {
  const edit = () => editObject(colleague, { id });
  const remove = () => deleteObject(scene.builder, { id });
  if (first === "edit") {
    const [edited, removed] = await race(onConnection(), edit, remove);
    expect([ends(edited), ends(removed)]).toEqual(["done", "done"]);
  } else {
    const [removed, edited] = await race(onConnection(), remove, edit);
    expect([ends(removed), ends(edited)]).toEqual(["done", "not_found"]);
  }
  expect(await stored()).toBeUndefined();
});

test.each(["edit", "delete"])(
  "beginning beside deleting the connection it goes on over: what is bound is not deleted; %s comes first",
  async (first) => {
    const edit = () => editObject(scene.builder, { id });
    const remove = () => deleteConnection(colleague, { id: connectionId });
    const [one, two] =
      first === "edit" ? await race(onConnection(), edit, remove) : await race(onConnection(), remove, edit);
    const [edited, removed] = first === "edit" ? [one, two] : [two, one];
    expect(edited).toMatchObject({ value: { begun: true } });
    expect(removed).toMatchObject({ value: { deleted: false } });
  },
);

test.each(["save", "delete"])(
  "a draft that moves to another connection beside that one's deletion; %s comes first",
  async (first) => {
    const revision = await begin();
    const other = await scene.connectTo("development");
    await makeAdmin({ connectionId: other.id, user: colleague, by: scene.builder });
    const lock = sql`select 1 from connections where id = ${other.id} for update`;
    const move = () => saveDraft(scene.builder, { id, revision, connectionId: other.id, draft: narrow });
    const remove = () => deleteConnection(colleague, { id: other.id });
    const [one, two] = first === "save" ? await race(lock, move, remove) : await race(lock, remove, move);
    const [moved, removed] = first === "save" ? [one, two] : [two, one];
    expect(removed).toMatchObject({ value: { deleted: true } });
    expect(ends(moved)).toBe(first === "save" ? "done" : "not_found");
    expect((await stored())?.draft).toEqual(first === "save" ? narrow : live);
    const { beingEdited, bindings } = await findObject(scene.builder, scene.appId, id);
    expect(beingEdited).toMatchObject({ by: scene.builder.name });
    expect(bindings).toMatchObject([{ environment: "development", version: 2, connection: { id: connectionId } }]);
  },
);

describe("while the table is read for the next version", () => {
  test.each<[string, string, () => SQL]>([
    [
      "the right in the app is lost",
      "forbidden",
      () => sql`update app_members set level = 'use' where app_id = ${scene.appId} and user_id = ${scene.builder.id}`,
    ],
    [
      "the right on the connection is lost",
      "not_found",
      () =>
        sql`with gone as (delete from connection_admins where connection_id = ${connectionId} and user_id = ${scene.builder.id}) update connections set admin_count = 1 where id = ${connectionId}`,
    ],
    [
      "the connection gets other credentials",
      "conflict",
      () => sql`update connections set version = version + 1 where id = ${connectionId}`,
    ],
    [
      "somebody discards the draft",
      "conflict",
      () =>
        sql`update external_data_objects set draft = null, draft_begun_by = null, draft_begun_at = null where id = ${id}`,
    ],
    ["nothing happens", "done", () => sql`select 1`],
  ])("%s: %s", async (_, outcome, change) => {
    const revision = await begin();
    const publish = () => publishObject(scene.builder, { id, revision });
    const [published] = await Promise.allSettled([meanwhile(onConnection(), publish, change())]);
    expect(ends(published)).toBe(outcome);
    expect(await versionsOf(id)).toHaveLength(outcome === "done" ? 3 : 2);
    const events = await db()
      .select({ action: auditEvents.action })
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, id));
    expect(events.some(({ action }) => action === "object.published")).toBe(outcome === "done");
  });
});
