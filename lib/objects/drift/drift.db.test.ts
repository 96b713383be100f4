import { and, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeBinding, makeConnection, makeUser } from "@/db/factories";
import { appMembers, objectBindings } from "@/db/schema";
import { joinApp } from "@/scripts/testing/drafts";
import { createTrialTable, quoted, sqlNames, startTrials, type Trials, trialNames } from "@/scripts/testing/trials";
import { until } from "@/scripts/testing/until";
import { keptSessions } from "../../connections/kept-sessions";
import type { Actor } from "../../policy";
import { createRow } from "../../rows/commands";
import { listRows } from "../../rows/queries";
import { spoken } from "../drafts/definition";
import { checkTable } from "./commands";

let trials: Trials;
let objectId: string;
const environment = "development" as const;
const { signal } = new AbortController();
const { schema, table, id, note, total } = sqlNames;
const pkey = quoted(`${trialNames.table}_pkey`);

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

const change = (sql: string) => trials.sql.unsafe(sql);
const check = () => checkTable(trials.builder, { objectId, environment }, signal);
const view = { where: [], sort: null, after: null, before: null };
const read = (actor: Actor = trials.builder) => listRows(actor, { objectId, environment, view });
const write = () =>
  createRow(trials.builder, {
    objectId,
    environment,
    values: [
      [trialNames.note, "a"],
      [trialNames.state, "sad"],
    ],
  });

async function marked(): Promise<boolean> {
  const [row] = await db()
    .select({ driftedAt: objectBindings.driftedAt })
    .from(objectBindings)
    .where(and(eq(objectBindings.objectId, objectId), eq(objectBindings.environment, environment)));
  return row?.driftedAt != null;
}

const plain = (text: string) => text.replaceAll(/[\u2068\u2069]/g, "");

type Drift = { drift: string; undo: string; says: string; suffer: readonly string[] };

describe("Check table says what changed and which columns suffer, and marks the object until it fits again:", () => {
  const all = [trialNames.id, trialNames.note, trialNames.state, trialNames.total];
  test.each<[string, Drift]>([
    ["the table gone", { drift: `drop table ${table}`, undo: createTrialTable, says: "is not there.", suffer: [] }],
    [
      "a column gone",
      {
        drift: `alter table ${table} drop column ${note}`,
        undo: `drop table ${table}; ${createTrialTable}`,
        says: `Column ${trialNames.note} is not in the table.`,
        suffer: [trialNames.note],
      },
    ],
    [
      "a column renamed",
      {
        drift: `alter table ${table} rename column ${note} to remark`,
        undo: `alter table ${table} rename column remark to ${note}`,
        says: "It was renamed to remark.",
        suffer: [trialNames.note],
      },
    ],
    [
      "the primary key renamed",
      {
        drift: `alter table ${table} rename column ${id} to number`,
        undo: `alter table ${table} rename column number to ${id}`,
        says: "It was renamed to number.",
        suffer: [trialNames.id],
      },
    ],
    [
      "a type changed",
      {
        drift: `alter table ${table} alter column ${note} type integer using null`,
        undo: `alter table ${table} alter column ${note} type varchar(50) using null`,
        says: "is of type integer, and of type character varying(50) in this version.",
        suffer: [trialNames.note],
      },
    ],
    [
      "a new mandatory column",
      {
        drift: `alter table ${table} add column region text not null`,
        undo: `alter table ${table} drop column region`,
        says: "New rows need a value in column region",
        suffer: [],
      },
    ],
    [
      "another primary key",
      {
        drift: `alter table ${table} drop constraint ${pkey}, add primary key (made)`,
        undo: `alter table ${table} drop constraint ${pkey}, add primary key (${id})`,
        says: "The primary key is column made.",
        suffer: [trialNames.id],
      },
    ],
    [
      "a privilege lost",
      {
        drift: `revoke update on ${table} from reader`,
        undo: `grant update on ${table} to reader`,
        says: "The database user may not update columns",
        suffer: [trialNames.note, trialNames.state],
      },
    ],
    [
      "every privilege lost",
      {
        drift: `revoke usage on schema ${schema} from reader`,
        undo: `grant usage on schema ${schema} to reader`,
        says: `The database user may not use schema ${trialNames.schema}`,
        suffer: all,
      },
    ],
  ])("%s", async (_, { drift, undo, says, suffer }) => {
    expect(await check()).toMatchObject({ outcome: "passed", findings: [], repair: null });
    expect(await marked()).toBe(false);
    await change(drift);
    const report = await check();
    expect(report).toMatchObject({ outcome: "failed", version: 1 });
    expect(report.findings).toHaveLength(1);
    expect(report.findings.map(({ sentence }) => plain(spoken(sentence))).join()).toContain(says);
    expect(report.findings.flatMap(({ labels }) => labels)).toEqual(suffer);
    expect(await marked()).toBe(true);
    await change(undo);
    expect(await check()).toMatchObject({ outcome: "passed" });
    expect(await marked()).toBe(false);
  });

  test("what the version can live with is said, and is no mark", async () => {
    await change(`alter table ${table} alter column ${note} type varchar(20)`);
    expect(await check()).toMatchObject({ outcome: "warned", repair: { steps: [expect.anything()] } });
    expect(await marked()).toBe(false);
  });
});

describe("a read or a write that meets a changed table says so in these words, and marks the object:", () => {
  test.each<[string, string, string]>([
    ["the table gone", `drop table ${table}`, "is not there."],
    ["a column gone", `alter table ${table} drop column ${total}`, `Column ${trialNames.total} is not in the table.`],
    ["a column renamed", `alter table ${table} rename column ${note} to remark`, "It was renamed to remark."],
    ["SELECT lost", `revoke select on ${table} from reader`, "The database user may read nothing of table"],
    ["the schema closed", `revoke usage on schema ${schema} from reader`, "may not use schema"],
  ])("reading, %s", async (_, drift, says) => {
    await read();
    expect(await marked()).toBe(false);
    await change(drift);
    const error = await read().catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: "drift" });
    expect(plain(error instanceof Error ? error.message : "")).toContain(says);
    expect(await marked()).toBe(true);
  });

  test.each<[string, string, string]>([
    [
      "a new mandatory column",
      `truncate ${table}; alter table ${table} add column region text not null`,
      "New rows need a value in column region",
    ],
    ["INSERT lost", `revoke insert on ${table} from reader`, "The database user may not insert columns"],
    ["another type", `alter table ${table} alter column ${note} type integer using null`, "is of type integer"],
    ["a column gone", `alter table ${table} drop column ${note}`, `Column ${trialNames.note} is not in the table.`],
    [
      "a column that the server makes now",
      `alter table ${table} drop column ${note}, add column ${note} varchar(50) generated always as ('x') stored`,
      "is always made by the server",
    ],
  ])("writing, %s", async (_, drift, says) => {
    expect(await write()).toMatchObject({ outcome: "written" });
    await change(drift);
    const error = await write().catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: "drift" });
    expect(plain(error instanceof Error ? error.message : "")).toContain(says);
    expect(await marked()).toBe(true);
  });

  test("a refusal that has another reason stays what it was, and is no mark", async () => {
    await change(
      `create function ${schema}.refuse() returns trigger language plpgsql as 'begin raise exception ''no''; end'`,
    );
    await change(`create trigger refuse before insert on ${table} for each row execute function ${schema}.refuse()`);
    expect(await write()).toMatchObject({
      outcome: "refused",
      sentence: expect.stringContaining("rule of the server"),
    });
    expect(await marked()).toBe(false);
  });
});

test("Check table takes managing the app, and reading rows what it always took", async () => {
  const { builder, appId } = trials;
  const { accountId } = builder;
  const [user, manager, stranger, foreigner] = await Promise.all([
    makeUser({ accountId }),
    makeUser({ accountId }),
    makeUser({ accountId }),
    makeUser({ accountId: await makeAccount() }),
  ]);
  await joinApp(appId, user, "use");
  await joinApp(appId, manager, "manage");
  await change(`alter table ${table} drop column ${note}`);
  const code = (actor: Actor) =>
    checkTable(actor, { objectId, environment }, signal).then(
      ({ outcome }) => outcome,
      (error) => error.code,
    );
  expect(await code(user)).toBe("forbidden");
  expect(await code(stranger)).toBe("not_found");
  expect(await code(foreigner)).toBe("not_found");
  expect(await marked()).toBe(false);
  // Without being an admin of the connection.
  expect(await code(manager)).toBe("failed");
  await expect(read(user)).rejects.toMatchObject({ code: "drift" });
  await expect(checkTable(builder, { objectId, environment: "test" }, signal)).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a right that is lost while the table is read keeps the mark from being made", async () => {
  const { builder, appId, sql } = trials;
  const manager = await makeUser({ accountId: builder.accountId });
  await joinApp(appId, manager, "manage");
  await change(`alter table ${table} drop column ${note}`);
  const held = await sql.reserve();
  await held`begin`;
  await held`lock table pg_attrdef in access exclusive mode`;
  const checking = checkTable(manager, { objectId, environment }, signal);
  const outcome = expect(checking).rejects.toMatchObject({ code: "not_found" });
  await waitingFor(held);
  await db()
    .delete(appMembers)
    .where(and(eq(appMembers.appId, appId), eq(appMembers.userId, manager.id)));
  await held`rollback`;
  held.release();
  await outcome;
  expect(await marked()).toBe(false);
});

test("a deploy that comes between keeps the mark off what was not looked at", async () => {
  const { builder, sql } = trials;
  await change(`alter table ${table} drop column ${note}`);
  const held = await sql.reserve();
  await held`begin`;
  await held`lock table pg_attrdef in access exclusive mode`;
  const outcome = expect(check()).rejects.toMatchObject({ code: "conflict" });
  await waitingFor(held);
  const { details, credentials } = trials.external;
  const other = await makeConnection({ by: builder, details, credentials });
  await db().delete(objectBindings).where(eq(objectBindings.objectId, objectId));
  await makeBinding({ by: builder, objectId, connectionId: other.id });
  await held`rollback`;
  held.release();
  await outcome;
  expect(await marked()).toBe(false);
});

async function waitingFor(held: Awaited<ReturnType<Trials["sql"]["reserve"]>>): Promise<void> {
  const waits = async () => {
    const [row] = await held`
      select count(*)::int as count from pg_stat_activity where usename = 'reader' and wait_event_type = 'Lock'`;
    return Number(row?.count) === 1;
  };
  await until(waits, "the check waits for the catalog");
}
