import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeApp, makeConnection, makeUser } from "@/db/factories";
import { writeCursor } from "../../cursor";
import type { Actor } from "../../policy";
import { findUserDetail, listUsers } from "./queries";
import { listUsersInput, type UserRow, type UserSort, userSorts } from "./schema";

afterAll(closeDatabase);

type Made = { id: string; key: string; at: number | null; role: string; status: string };

let superAdmin: Actor;
let made: Made[];

const input = (values: Record<string, unknown> = {}) => listUsersInput.parse(values);
const idsOf = (rows: readonly UserRow[]) => rows.map(({ id }) => id);

// Names and times are not unique, so that a page ends in the middle of equal ones; a third has not signed in yet.
beforeAll(async () => {
  const accountId = await makeAccount();
  made = [];
  for (let at = 0; at < 130; at += 1) {
    const name = `Person ${String((at * 7) % 11).padStart(2, "0")}`;
    const role = at % 10 === 0 ? ("super_admin" as const) : ("member" as const);
    const status = at % 13 === 5 ? ("deactivated" as const) : ("active" as const);
    const user = await makeUser({ accountId, name, role, status });
    const signedIn = at % 3 === 0 ? null : Date.UTC(2026, 0, 1 + (at % 5), 8);
    if (signedIn !== null) {
      const moment = new Date(signedIn).toISOString();
      await db().execute(sql`update users set last_sign_in_at = ${moment}::timestamptz where id = ${user.id}`);
    }
    made.push({ id: user.id, key: `${name.toLowerCase()} ${user.email}`, at: signedIn, role, status });
    if (at === 0) superAdmin = user;
  }
  await makeUser({ accountId: await makeAccount(), name: "Person 00" });
});

/** The ids that a list should have, in the order of a sort. */
function expected(sort: UserSort, direction: "asc" | "desc", keep: (user: Made) => boolean = () => true): string[] {
  const placeOf = (user: Made) => (sort === "name" ? user.key : (user.at ?? Number.NEGATIVE_INFINITY));
  const up = made.filter(keep).sort((left, right) => {
    const [one, other] = [placeOf(left), placeOf(right)];
    if (one === other) return left.id < right.id ? -1 : 1;
    return one < other ? -1 : 1;
  });
  return (direction === "asc" ? up : up.reverse()).map(({ id }) => id);
}

async function walk(values: Record<string, unknown>) {
  const pages = [await listUsers(superAdmin, input(values))];
  for (let last = pages.at(-1); last?.next; last = pages.at(-1)) {
    pages.push(await listUsers(superAdmin, input({ ...values, after: last.next })));
  }
  return pages;
}

async function walkBack(values: Record<string, unknown>, from: string | null) {
  const pages: string[][] = [];
  for (let before = from; before !== null; ) {
    const page = await listUsers(superAdmin, input({ ...values, before }));
    pages.unshift(idsOf(page.rows));
    before = page.previous;
  }
  return pages;
}

describe.each(userSorts)("the pages of users by %s", (sort) => {
  test.each(["asc", "desc"] as const)("show each once, %s, and the same on the way back", async (direction) => {
    const values = { sort, direction };
    const pages = await walk(values);
    expect(pages.map(({ rows }) => rows.length)).toEqual([50, 50, 30]);
    expect(pages.flatMap(({ rows }) => idsOf(rows))).toEqual(expected(sort, direction));
    expect(pages[0]?.previous).toBeNull();
    expect(pages[0]?.total).toEqual({ count: 130, capped: false });
    const back = await walkBack(values, pages.at(-1)?.previous ?? null);
    expect(back).toEqual(pages.slice(0, -1).map(({ rows }) => idsOf(rows)));
  });

  test("are those of the filters", async () => {
    const cases = [
      { role: "super_admin" },
      { role: "member" },
      { status: "deactivated" },
      { status: "active" },
      { role: "member", status: "deactivated" },
    ] as const;
    for (const filters of cases) {
      const pages = await walk({ sort, ...filters });
      const ids = expected(sort, "asc", (user) =>
        Object.entries(filters).every(([name, value]) => (name === "role" ? user.role : user.status) === value),
      );
      expect(pages.flatMap(({ rows }) => idsOf(rows))).toEqual(ids);
      expect(pages[0]?.total.count).toBe(ids.length);
    }
  });

  test("begin at the first for a cursor of another order or of somebody's hand", async () => {
    const first = await listUsers(superAdmin, input({ sort }));
    const other = await listUsers(superAdmin, input({ sort: sort === "name" ? "last_sign_in" : "name" }));
    for (const after of ["nonsense", writeCursor([sort, 1, 2]), other.next]) {
      expect(await listUsers(superAdmin, input({ sort, after }))).toEqual(first);
    }
  });
});

test("a search looks through names and e-mails, takes what was typed as it was typed, and counts what it finds", async () => {
  const { accountId } = superAdmin;
  const ada = await makeUser({ accountId, name: "Ada Ångström", email: "countess_100%@norrvik.example" });
  for (const q of ["ÅNGSTRÖM", " a\u030Angstr", "countess_", "100%"]) {
    const page = await listUsers(superAdmin, input({ q, sort: "last_sign_in", direction: "desc" }));
    expect(idsOf(page.rows)).toEqual([ada.id]);
    expect(page.total.count).toBe(1);
    expect(page.counts.active.count).toBeGreaterThan(1);
  }
  expect((await listUsers(superAdmin, input({ q: "person__0" }))).rows).toEqual([]);
  expect((await listUsers(superAdmin, input({ q: "ada", status: "deactivated" }))).rows).toEqual([]);
  const found = await walk({ q: "person 0" });
  expect(found.flatMap(({ rows }) => rows).every(({ name }) => name.startsWith("Person 0"))).toBe(true);
  await db().execute(sql`delete from users where id = ${ada.id}`);
});

test("a search finds who stands far down the list, page by page and back, as it does who stands on top", async () => {
  const boss = await makeUser({ accountId: await makeAccount(), role: "super_admin", name: "Aaron" });
  await db().execute(sql`
    insert into users (id, account_id, name, email, role)
    select gen_random_uuid(), ${boss.accountId}, case when n > 700 then 'Zed ' else 'Bo ' end || lpad(n::text, 4, '0'),
      'n' || n || '-' || substr(${boss.accountId}, 25) || '@norrvik.example', 'member'
    from generate_series(1, 760) n`);
  for (const [q, sort] of [
    ["zed", "name"],
    ["zed", "last_sign_in"],
    ["bo 06", "name"],
  ] as const) {
    const first = await listUsers(boss, input({ q, sort }));
    const second = await listUsers(boss, input({ q, sort, after: first.next ?? undefined }));
    const names = [...first.rows, ...second.rows].map(({ name }) => name);
    expect(names.every((name) => name.toLowerCase().startsWith(q))).toBe(true);
    expect([first.rows.length, new Set(names).size]).toEqual([50, first.total.count]);
    if (sort === "name") expect(names).toEqual(names.toSorted());
    const back = await listUsers(boss, input({ q, sort, before: second.previous ?? undefined }));
    expect(idsOf(back.rows)).toEqual(idsOf(first.rows));
  }
});

test("a user's row says how many connections and apps they have; a share that is over counts for nothing", async () => {
  const boss = await makeUser({ accountId: await makeAccount(), role: "super_admin" });
  const { id: first } = await makeConnection({ by: boss });
  const { id: second } = await makeConnection({ by: boss });
  await makeConnection({ by: boss, creatorLeft: true });
  await makeApp({ by: boss });
  const connectionCount = async () => (await listUsers(boss, input())).rows[0]?.connectionCount;
  expect((await listUsers(boss, input())).rows).toMatchObject([{ id: boss.id, connectionCount: 2, appCount: 1 }]);
  const endsIn = async (id: string, seconds: number) =>
    db().execute(sql`
      update connection_admins set reason = 'An incident', ends_at = now() + make_interval(secs => ${seconds})
      where connection_id = ${id}`);
  await endsIn(first, 3600);
  expect(await connectionCount()).toBe(2);
  await endsIn(second, -1);
  expect(await connectionCount()).toBe(1);
});

test("a member reads neither the list nor a user, and nobody reads those of another account", async () => {
  const member = await makeUser({ accountId: superAdmin.accountId });
  const stranger = await makeUser({ accountId: await makeAccount(), role: "super_admin" });
  expect(await findUserDetail(superAdmin, member.id)).toMatchObject({ id: member.id, role: "member", self: false });
  await expect(listUsers(member, input())).rejects.toMatchObject({ code: "forbidden" });
  await expect(findUserDetail(member, member.id)).rejects.toMatchObject({ code: "forbidden" });
  await expect(findUserDetail(stranger, member.id)).rejects.toMatchObject({ code: "not_found" });
  expect(idsOf((await listUsers(stranger, input())).rows)).toEqual([stranger.id]);
  await db().execute(sql`delete from users where id = ${member.id}`);
});
