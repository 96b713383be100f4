import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeBinding, makeUser } from "@/db/factories";
import { auditEvents, externalDataObjects } from "@/db/schema";
import { joinApp } from "@/scripts/testing/drafts";
import { race } from "@/scripts/testing/race";
import { sqlNames, startTrials, type Trials, trialNames } from "@/scripts/testing/trials";
import { keptSessions } from "../../connections/kept-sessions";
import { findDraft } from "../drafts/queries";
import { objectDraft } from "../drafts/schema";
import { findObject } from "../queries";
import { repairAsDraft } from "./commands";

let trials: Trials;
let objectId: string;
const environment = "development" as const;
const { signal } = new AbortController();
const { table, note, total } = sqlNames;

beforeAll(async () => {
  trials = await startTrials();
});

beforeEach(async () => {
  await trials.reset();
  ({ objectId } = await trials.publish());
  const { builder: by, connectionId } = trials;
  await makeBinding({ by, objectId, connectionId });
});

afterEach(() => keptSessions().close());

afterAll(async () => {
  await trials.stop();
  await closeDatabase();
});

const repair = (replaces: number | null = null, actor = trials.builder) =>
  repairAsDraft(actor, { objectId, environment, replaces }, signal);

async function stored() {
  const [row] = await db().select().from(externalDataObjects).where(eq(externalDataObjects.id, objectId));
  return row;
}

test("the draft fits the table as it is, over Development's connection, and nothing that is live changes", async () => {
  const { builder, appId, connectionId } = trials;
  const before = await findObject(builder, appId, objectId);
  await trials.sql.unsafe(`
    alter table ${table} rename column ${note} to remark;
    alter table ${table} drop column ${total}, add column region text not null;
    revoke update on ${table} from reader`);
  expect(await repair()).toEqual({ outcome: "made", revision: 1 });
  const draft = await findDraft(builder, appId, objectId);
  expect(draft).toMatchObject({ revision: 1, connection: { id: connectionId } });
  expect(draft.draft.columns).toEqual([
    { name: trialNames.id, label: trialNames.id, readOnly: true },
    { name: "remark", label: trialNames.note, readOnly: true },
    { name: trialNames.state, label: trialNames.state, readOnly: true },
    { name: "region", label: "", readOnly: true },
  ]);
  expect(draft.draft.membersWithUseMay).toBe("write");
  const beingEdited = { by: builder.name, since: draft.begun.at };
  expect(await findObject(builder, appId, objectId)).toEqual({ ...before, beingEdited });
  const events = await db().select().from(auditEvents).where(eq(auditEvents.subjectId, objectId));
  expect(events.map(({ action }) => action)).toEqual(["object.repaired"]);
});

test("somebody's draft is never lost unseen: it is replaced only by the revision that was seen", async () => {
  await trials.sql.unsafe(`alter table ${table} drop column ${total}`);
  const draft = { table: null, columns: [], membersWithUseMay: "read" };
  const begun = { draftBegunBy: trials.builder.id, draftBegunAt: new Date() };
  await db()
    .update(externalDataObjects)
    .set({ draft, draftRevision: 7, ...begun })
    .where(eq(externalDataObjects.id, objectId));
  expect(await repair()).toEqual({ outcome: "draft_exists", revision: 7, by: trials.builder.name });
  expect(await repair(6)).toEqual({ outcome: "draft_exists", revision: 7, by: trials.builder.name });
  expect(objectDraft.parse((await stored())?.draft)).toEqual(draft);
  expect(await repair(7)).toEqual({ outcome: "made", revision: 8 });
  expect(objectDraft.parse((await stored())?.draft).columns).toHaveLength(3);
});

test("of two repairs at once one makes the draft, and the other is told that there is one", async () => {
  await trials.sql.unsafe(`alter table ${table} drop column ${total}`);
  const lock = sql`select 1 from external_data_objects where id = ${objectId} for update`;
  const [one, two] = await race(
    lock,
    () => repair(),
    () => repair(),
  );
  expect([one, two].map((each) => (each.status === "fulfilled" ? each.value.outcome : each.reason)).sort()).toEqual([
    "draft_exists",
    "made",
  ]);
  expect((await stored())?.draftRevision).toBe(1);
});

test("takes managing the app; the connection may be somebody else's", async () => {
  const { builder, appId } = trials;
  const [user, manager] = await Promise.all([
    makeUser({ accountId: builder.accountId }),
    makeUser({ accountId: builder.accountId }),
  ]);
  await joinApp(appId, user, "use");
  await joinApp(appId, manager, "manage");
  await trials.sql.unsafe(`alter table ${table} drop column ${total}`);
  await expect(repair(null, user)).rejects.toMatchObject({ code: "forbidden" });
  expect((await stored())?.draft).toBeNull();
  expect(await repair(null, manager)).toMatchObject({ outcome: "made" });
  // It is not theirs to publish over.
  expect((await findDraft(manager, appId, objectId)).connection).toBeNull();
});

test("a table that no object can be made of is refused, and one that can is not", async () => {
  await trials.sql.unsafe(`alter table ${table} rename to elsewhere`);
  await expect(repair()).rejects.toMatchObject({ code: "conflict" });
  expect((await stored())?.draft).toBeNull();
  await trials.reset();
  expect(await repair()).toMatchObject({ outcome: "made" });
});
