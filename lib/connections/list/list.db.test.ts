import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeAdmin, makeConnection, makeUser } from "@/db/factories";
import type { Actor } from "../../policy";
import { createVault } from "../../vault";
import { type ConnectionRow, type ConnectionStatus, listInput, sortColumns, statuses } from "../schema";
import { listConnections } from "./queries";

afterAll(closeDatabase);

let superAdmin: Actor;
let member: Actor;
let all: string[];

const lost = await createVault(`lost:${randomBytes(32).toString("base64url")}`);
const aboveAndBelow = await Promise.all(
  ["a-before", "zz-after"].map((name) => createVault(`${name}:${randomBytes(32).toString("base64url")}`)),
);

// Twenty-three share each date, so that a page ends in the middle of equal values.
beforeAll(async () => {
  const accountId = await makeAccount();
  superAdmin = await makeUser({ accountId, role: "super_admin" });
  member = await makeUser({ accountId });
  const colleagues = [await makeUser({ accountId }), await makeUser({ accountId })];
  all = [];
  for (let at = 0; at < 115; at += 1) {
    const createdAt = new Date(Date.UTC(2026, 0, 1 + (at % 5)));
    const admins = colleagues.slice(0, at % 3);
    const made = await makeConnection({ by: member, admins, name: `Connection ${at}`, createdAt });
    all.push(made.id);
  }
  await db().execute(
    sql`update connections set linked_object_count = length(name) % 3 where account_id = ${accountId}`,
  );
});

const input = (values: Record<string, unknown>) => listInput.parse(values);

async function walk(actor: Actor, values: Record<string, unknown>) {
  const pages: (readonly ConnectionRow[])[] = [];
  let after: string | undefined;
  let last: string | null = null;
  do {
    const page = await listConnections(actor, input({ ...values, after }));
    pages.push(page.rows);
    last = page.previous;
    after = page.next ?? undefined;
  } while (after !== undefined);
  return { pages, previous: last };
}

describe.each(["member", "super_admin"] as const)("for a %s", (role) => {
  const actor = () => (role === "member" ? member : superAdmin);

  test.each(sortColumns.flatMap((sort) => [[sort, "asc"] as const, [sort, "desc"] as const]))(
    "paging by %s %s shows each row once, in order, and the same on the way back",
    async (sort, direction) => {
      const { pages, previous } = await walk(actor(), { sort, direction });
      const rows = pages.flat();
      expect(pages.map((page) => page.length)).toEqual([50, 50, 15]);
      expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(all));
      const values = rows.map((row) => sortedValue(row, sort));
      const sorted = [...values].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
      expect(values).toEqual(direction === "asc" ? sorted : sorted.reverse());

      const second = await listConnections(actor(), input({ sort, direction, before: previous ?? undefined }));
      expect(second.rows.map(({ id }) => id)).toEqual(pages[1]?.map(({ id }) => id));
      const first = await listConnections(actor(), input({ sort, direction, before: second.previous ?? undefined }));
      expect(first.rows.map(({ id }) => id)).toEqual(pages[0]?.map(({ id }) => id));
      expect(first.previous).toBeNull();
      expect(first.next).not.toBeNull();
    },
  );
});

function sortedValue(row: ConnectionRow, sort: (typeof sortColumns)[number]): string | number {
  const values = {
    name: row.name.toLowerCase(),
    connector: row.connector,
    created_at: row.createdAt,
    modified_at: row.modifiedAt,
    shared_with: row.adminCount,
    objects: row.objectCount,
  };
  return values[sort];
}

test("a cursor of another order, or one that somebody made up, starts at the beginning", async () => {
  const { next } = await listConnections(member, input({ sort: "name" }));
  const start = await listConnections(member, input({ sort: "created_at" }));
  for (const after of [next ?? "", "nonsense", Buffer.from('["created_at",1,2]').toString("base64url")]) {
    const page = await listConnections(member, input({ sort: "created_at", after }));
    expect(page.rows.map(({ id }) => id)).toEqual(start.rows.map(({ id }) => id));
  }
});

test("values that a bookmark cannot mean fall back to the default", () => {
  const parsed = input({ environment: "moon", sort: "colour", status: ["x"], direction: 1, created: "x", after: 7 });
  expect(parsed).toMatchObject({ environment: "development", sort: "modified_at", status: [], direction: "desc" });
});

describe("searching and filtering", () => {
  let actor: Actor;
  let other: Actor;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    const accountId = await makeAccount();
    actor = await makeUser({ accountId });
    other = await makeUser({ accountId });
    const make = async (name: string, options: Partial<Parameters<typeof makeConnection>[0]> = {}) => {
      ids[name] = (await makeConnection({ by: actor, name, ...options })).id;
    };
    await make("Åre 100% sales_eu");
    await make("Back\\slash");
    await make("plain");
    await make("Under construction");
    await make("lost key", { sealedBy: lost });
    for (const [at, vault] of aboveAndBelow.entries()) await make(`other key ${at}`, { sealedBy: vault });
    await make("refused");
    await make("unreadable");
    await make("theirs", { by: other, admins: [actor] });
    await make("in production", { environment: "production" });
    await db().execute(sql`update connections set credentials_state = name where name in ('refused', 'unreadable')`);
  });

  const names = async (values: Record<string, unknown>) =>
    (await listConnections(actor, input({ sort: "name", direction: "asc", ...values }))).rows.map(({ name }) => name);

  test.each([
    ["ÅRE", ["Åre 100% sales_eu"]],
    // The same letter, written as two characters.
    ["a\u030are", ["Åre 100% sales_eu"]],
    ["100%", ["Åre 100% sales_eu"]],
    ["0% s", ["Åre 100% sales_eu"]],
    ["s_e", ["Åre 100% sales_eu"]],
    ["k\\s", ["Back\\slash"]],
    ["_", ["Åre 100% sales_eu"]],
    ["no such name", []],
  ])("searching for %j", async (q, expected) => {
    expect(await names({ q })).toEqual(expected);
  });

  test("what is counted is what is found", async () => {
    const page = await listConnections(actor, input({ q: "other" }));
    expect(page.total).toEqual({ count: 2, capped: false });
    expect(page.byStatus.needs_reconnecting).toEqual({ count: 5, capped: false });
  });

  test("by me, with me, and elsewhere", async () => {
    expect(await names({ show: "shared" })).toEqual(["theirs"]);
    expect(await names({ show: "created" })).not.toContain("theirs");
    expect(await names({ environment: "production" })).toEqual(["in production"]);
    expect(await names({ connector: ["postgresql"], q: "plain" })).toEqual(["plain"]);
  });

  test("a row just created is shown first and once, whatever the filters, to its creator only", async () => {
    const created = ids.plain;
    const page = await listConnections(actor, input({ created, q: "no such name" }));
    expect(page.created?.name).toBe("plain");
    const whole = await listConnections(actor, input({ created }));
    expect(whole.rows.some(({ id }) => id === created)).toBe(false);
    expect((await listConnections(other, input({ created }))).created).toBeNull();
    expect((await listConnections(actor, input({ created, environment: "test" }))).created).toBeNull();
    await db().execute(sql`update connections set created_at = now() - interval '2 hours' where id = ${created}`);
    expect((await listConnections(actor, input({ created }))).created).toBeNull();
  });
});

test("each status filter finds exactly the rows that show that status", async () => {
  const accountId = await makeAccount();
  const actor = await makeUser({ accountId, role: "super_admin" });
  const states = ["ok", "unreadable", "refused"] as const;
  for (const vault of [undefined, lost, ...aboveAndBelow]) {
    for (const state of states) {
      for (const creatorLeft of [true, false]) {
        const { id } = await makeConnection({ by: actor, creatorLeft, ...(vault && { sealedBy: vault }) });
        await db().execute(sql`update connections set credentials_state = ${state} where id = ${id}`);
      }
    }
  }
  const everything = await listConnections(actor, input({}));
  expect(everything.rows).toHaveLength(24);
  const expected: Record<ConnectionStatus, number> = { connected: 1, needs_reconnecting: 11, needs_an_admin: 12 };
  for (const status of statuses) {
    const shown = everything.rows.filter((row) => row.status === status).map(({ id }) => id);
    const page = await listConnections(actor, input({ status: [status] }));
    expect(shown).toHaveLength(expected[status]);
    expect(new Set(page.rows.map(({ id }) => id))).toEqual(new Set(shown));
    expect(page.total.count).toBe(expected[status]);
    expect(everything.byStatus[status].count).toBe(expected[status]);
    expect(page.rows.every(({ reason }) => (reason === null) === (status === "connected"))).toBe(true);
  }
  const two = await listConnections(actor, input({ status: ["connected", "needs_an_admin"] }));
  expect(two.rows).toHaveLength(13);
});

test("people are the first eight, oneself before the others", async () => {
  const accountId = await makeAccount();
  const creator = await makeUser({ accountId });
  const { id } = await makeConnection({ by: creator });
  const others: Actor[] = [];
  for (let at = 1; at <= 9; at += 1) {
    const user = await makeUser({ accountId });
    others.push(user);
    await makeAdmin({ connectionId: id, user, by: creator, addedAt: new Date(Date.now() + at * 1000) });
  }
  const last = others[8];
  if (last === undefined) throw new Error("unreachable");
  const [row] = (await listConnections(last, input({}))).rows;
  expect(row?.adminCount).toBe(10);
  expect(row?.admins.map(({ name }) => name)).toEqual([last, creator, ...others.slice(0, 6)].map(({ name }) => name));
});

test("counts stop at the cap", async () => {
  const accountId = await makeAccount();
  const actor = await makeUser({ accountId, role: "super_admin" });
  await makeConnection({ by: actor, name: "model" });
  await db().execute(sql`
    insert into connections
    select gen_random_uuid(), account_id, environment, connector, 'copy ' || n, 'copy ' || n, details, address,
      created_by, created_at, modified_at, version, admin_count, linked_object_count, credentials_state, credentials_key_id
    from connections, generate_series(1, 1000) n where account_id = ${accountId}`);
  const page = await listConnections(actor, input({}));
  expect(page.total).toEqual({ count: 1000, capped: true });
  expect(page.byStatus.connected).toEqual({ count: 1000, capped: true });
  await db().execute(sql`delete from connections where account_id = ${accountId} and name_key = 'copy 1'`);
  expect((await listConnections(actor, input({}))).total).toEqual({ count: 1000, capped: false });
});
