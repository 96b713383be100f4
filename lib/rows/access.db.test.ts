import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeAdmin, makeApp, makeBinding, makeObject, makeUser } from "@/db/factories";
import { appMembers, externalDataObjects, users } from "@/db/schema";
import { letGo } from "@/scripts/testing/let-go";
import { type Parcels, parcelColumns, startParcels } from "@/scripts/testing/parcels";
import { findSessionActorAt } from "../connections/purpose/queries";
import { AppError } from "../errors";
import type { Actor } from "../policy";
import { createRow, deleteRow, updateRow } from "./commands";
import { listRows, readCell, readRow } from "./queries";
import type { Cell, RowsRequestView } from "./schema";

let parcels: Parcels;
const environment = "development" as const;
const view: RowsRequestView = { where: [], sort: null, after: null, before: null };

beforeAll(async () => {
  parcels = await startParcels();
});

afterAll(async () => {
  await parcels.stop();
  await closeDatabase();
});

beforeEach(async () => {
  await parcels.sql`truncate parcels restart identity`;
  await parcels.sql`insert into parcels (status) select 'held' from generate_series(1, 60)`;
});

async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "yes";
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code;
  }
}

async function stored(): Promise<string> {
  const rows = await parcels.sql`select parcels::text as row from parcels order by id`;
  return rows.map(({ row }) => String(row)).join("\n");
}

type Target = { actor: Actor; objectId: string };

function reads({ actor, objectId }: Target): Promise<unknown>[] {
  const place = { objectId, environment };
  return [
    listRows(actor, { ...place, view }),
    readRow(actor, { ...place, key: "1" }),
    readCell(actor, { ...place, key: "1", column: "status" }),
  ];
}

/** What a member of the app has seen of the first two rows: without that nothing is written by anybody. */
async function writes({ actor, objectId }: Target): Promise<string[]> {
  const place = { objectId, environment };
  const { rows } = await listRows(parcels.builder, { ...place, view });
  const seenOf = (at: number) =>
    parcelColumns.map(({ name }, cell): [string, Cell] => [name, rows[at]?.cells[cell] ?? null]);
  return [
    await outcome(createRow(actor, { ...place, values: [["status", "held"]] })),
    await outcome(updateRow(actor, { ...place, key: "1", values: [["status", "delayed"]], seen: seenOf(0) })),
    await outcome(deleteRow(actor, { ...place, key: "2", seen: seenOf(1) })),
  ];
}

const people = [
  "manages",
  "uses, may read",
  "uses, may write",
  "super admin who is no member",
  "admin of the connection who is no member",
  "somebody else",
  "super admin of another account",
] as const;
type Who = (typeof people)[number];

const may: Record<Who, { read: string; write: string }> = {
  manages: { read: "yes", write: "yes" },
  "uses, may read": { read: "yes", write: "forbidden" },
  "uses, may write": { read: "yes", write: "yes" },
  "super admin who is no member": { read: "forbidden", write: "forbidden" },
  "admin of the connection who is no member": { read: "not_found", write: "not_found" },
  "somebody else": { read: "not_found", write: "not_found" },
  "super admin of another account": { read: "not_found", write: "not_found" },
};

async function stage(who: Who): Promise<Target> {
  const { builder, connectionId } = parcels;
  const { accountId } = builder;
  const role = who.startsWith("super admin") ? "super_admin" : "member";
  const account = who === "super admin of another account" ? await makeAccount() : accountId;
  const actor = who === "manages" ? builder : await makeUser({ accountId: account, role });
  const members = who.startsWith("uses") ? [{ user: actor, level: "use" as const }] : [];
  const appId = await makeApp({ by: builder, members });
  const membersWithUseMay = who === "uses, may write" ? ("write" as const) : ("read" as const);
  const definition = { table: { schema: "public", name: "parcels" }, columns: parcelColumns, membersWithUseMay };
  const object = await makeObject({ by: builder, appId, definition });
  await makeBinding({ by: builder, objectId: object.id, connectionId });
  if (who === "admin of the connection who is no member") await makeAdmin({ connectionId, user: actor });
  return { actor, objectId: object.id };
}

describe.each(people)("%s", (who) => {
  test("reads rows, or does not", async () => {
    const target = await stage(who);
    expect(await Promise.all(reads(target).map(outcome))).toEqual(Array(3).fill(may[who].read));
  });

  test("reads the same when a request finds them and the object in one statement", async () => {
    const { actor, objectId } = await stage(who);
    const found = await findSessionActorAt({ userId: actor.id, epoch: 0 }, { objectId, environment });
    expect(found).toEqual(actor);
    if (found !== null) expect(await outcome(listRows(found, { objectId, environment, view }))).toBe(may[who].read);
  });

  test("writes rows, or changes nothing", async () => {
    const target = await stage(who);
    const before = await stored();
    expect(await writes(target)).toEqual(Array(3).fill(may[who].write));
    expect((await stored()) === before).toBe(may[who].write !== "yes");
  });
});

describe("a right that is lost", () => {
  test("between two pages ends the reading, although the connection is open", async () => {
    const target = await stage("uses, may read");
    const first = await listRows(target.actor, { objectId: target.objectId, environment, view });
    expect(first.next).not.toBeNull();
    const next = () =>
      listRows(target.actor, { objectId: target.objectId, environment, view: { ...view, after: first.next } });
    expect((await next()).rows).toHaveLength(10);
    await db().delete(appMembers).where(eq(appMembers.userId, target.actor.id));
    expect(await outcome(next())).toBe("not_found");
  });

  test("by deactivation ends everything at once", async () => {
    const target = await stage("uses, may write");
    const superAdmin = await makeUser({ accountId: target.actor.accountId, role: "super_admin" });
    expect(await Promise.all(reads(target).map(outcome))).toEqual(Array(3).fill("yes"));
    await letGo(superAdmin, target.actor.id);
    const before = await stored();
    expect(await Promise.all(reads(target).map(outcome))).toEqual(Array(3).fill("not_found"));
    expect(await writes(target)).toEqual(Array(3).fill("not_found"));
    expect(await stored()).toBe(before);
  });
});

describe("who asks, found in one statement with the object", () => {
  const claimsOf = ({ id }: Actor) => ({ userId: id, epoch: 0 });
  const found = async (actor: Actor, objectId: string) => {
    const one = await findSessionActorAt(claimsOf(actor), { objectId, environment });
    if (one === null) throw new Error("Nobody was found.");
    return one;
  };

  test("is nobody when the session is over, the user deactivated, or nobody has the id", async () => {
    const { actor, objectId } = await stage("uses, may read");
    const asked = { objectId, environment };
    expect(await findSessionActorAt(claimsOf(actor), asked)).toEqual(actor);
    expect(await findSessionActorAt({ userId: actor.id, epoch: 1 }, asked)).toBeNull();
    expect(await findSessionActorAt({ userId: objectId, epoch: 0 }, asked)).toBeNull();
    await db().update(users).set({ status: "deactivated" }).where(eq(users.id, actor.id));
    expect(await findSessionActorAt(claimsOf(actor), asked)).toBeNull();
  });

  test("has the right that was read for one reading only, and loses it before the next", async () => {
    const { actor, objectId } = await stage("uses, may read");
    const one = await found(actor, objectId);
    const read = () => outcome(listRows(one, { objectId, environment, view }));
    expect([await read(), await read()]).toEqual(["yes", "yes"]);
    await db().delete(appMembers).where(eq(appMembers.userId, actor.id));
    expect(await read()).toBe("not_found");
  });

  test("has at another object the rights that they have there", async () => {
    const [mine, foreign] = [await stage("uses, may read"), await stage("uses, may read")];
    const read = async (askedAt: string, objectId: string) =>
      outcome(listRows(await found(mine.actor, askedAt), { objectId, environment, view }));
    expect(await read(mine.objectId, foreign.objectId)).toBe("not_found");
    expect(await read(foreign.objectId, mine.objectId)).toBe("yes");
  });
});

test("an object in draft, and one without a binding in the environment, have no rows", async () => {
  const { builder, objectId, appId } = parcels;
  const draft = await makeObject({ by: builder, appId });
  await db().execute(`delete from object_versions where object_id = '${draft.id}'`);
  expect(await outcome(listRows(builder, { objectId: draft.id, environment, view }))).toBe("not_found");
  const [still] = await db().select().from(externalDataObjects).where(eq(externalDataObjects.id, draft.id));
  expect(still).toBeDefined();
  for (const unbound of ["test", "production"] as const) {
    expect(await outcome(listRows(builder, { objectId, environment: unbound, view }))).toBe("not_found");
  }
  expect(await outcome(listRows(builder, { objectId, environment, view }))).toBe("yes");
});
