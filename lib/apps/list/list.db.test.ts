import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeApp, makeUser } from "@/db/factories";
import { writeCursor } from "../../cursor";
import type { Actor } from "../../policy";
import { type AppRow, listAppsInput } from "../schema";
import { listApps } from "./queries";

afterAll(closeDatabase);

let superAdmin: Actor;
let builder: Actor;
let own: string[];
let others: string[];

const input = (values: Record<string, unknown>) => listAppsInput.parse(values);
const idsOf = (rows: readonly AppRow[]) => rows.map(({ id }) => id);

// Names are not unique, so that a page ends in the middle of equal ones; their order is not that of their making.
beforeAll(async () => {
  const accountId = await makeAccount();
  superAdmin = await makeUser({ accountId, role: "super_admin" });
  builder = await makeUser({ accountId });
  const nameAt = (at: number) => `App ${String((at * 7) % 11).padStart(2, "0")}`;
  const make = async (count: number, members: Parameters<typeof makeApp>[0]["members"] = []) => {
    const made: { id: string; name: string }[] = [];
    for (let at = 0; at < count; at += 1) {
      const name = nameAt(at);
      made.push({ id: await makeApp({ by: builder, name, members }), name });
    }
    const key = ({ name, id }: { name: string; id: string }) => `${name} ${id}`;
    return made.sort((left, right) => (key(left) < key(right) ? -1 : 1)).map(({ id }) => id);
  };
  own = await make(70, [{ user: superAdmin, level: "use" }]);
  others = await make(60);
  await makeApp({ by: await makeUser({ accountId: await makeAccount() }), name: "App 00" });
});

async function walk(actor: Actor, values: Record<string, unknown> = {}) {
  const pages = [await listApps(actor, input(values))];
  for (let last = pages.at(-1); last?.next; last = pages.at(-1)) {
    pages.push(await listApps(actor, input({ ...values, after: last.next })));
  }
  return pages;
}

async function walkBack(actor: Actor, from: string | null) {
  const pages: string[][] = [];
  for (let before = from; before !== null; ) {
    const page = await listApps(actor, input({ before }));
    pages.unshift(idsOf(page.rows));
    before = page.previous;
  }
  return pages;
}

describe("the pages of apps", () => {
  test("show a super admin each app once: their own, then the others, each by name, and the same on the way back", async () => {
    const pages = await walk(superAdmin);
    expect(pages.map(({ rows }) => rows.length)).toEqual([50, 50, 30]);
    expect(pages.flatMap(({ rows }) => idsOf(rows))).toEqual([...own, ...others]);
    expect(pages.flatMap(({ rows }) => rows.map(({ level }) => level))).toEqual([
      ...own.map(() => "use"),
      ...others.map(() => null),
    ]);
    expect(pages[0]?.previous).toBeNull();
    const back = await walkBack(superAdmin, pages.at(-1)?.previous ?? null);
    expect(back).toEqual(pages.slice(0, -1).map(({ rows }) => idsOf(rows)));
  });

  test("show a member those they are in, each once, and none of the others by a super admin's cursor", async () => {
    const member = await makeUser({ accountId: superAdmin.accountId });
    await db().execute(sql`
      insert into app_members (account_id, app_id, user_id, level, added_at)
      select account_id, id, ${member.id}::uuid, 'use', now() from apps where account_id = ${member.accountId}
        and id in ${own}`);
    const pages = await walk(member);
    expect(pages.flatMap(({ rows }) => idsOf(rows))).toEqual(own);
    const theirs = (await walk(superAdmin))[1]?.next;
    expect(await listApps(member, input({ after: theirs }))).toEqual(pages[0]);
  });

  test("are those of a search, taken as it was typed", async () => {
    const found = (await walk(superAdmin, { q: " APP 0" })).flatMap(({ rows }) => rows);
    expect(found).toHaveLength(
      (await walk(superAdmin)).flatMap(({ rows }) => rows).filter(({ name }) => name < "App 10").length,
    );
    expect(new Set(idsOf(found)).size).toBe(found.length);
    expect((await listApps(superAdmin, input({ q: "App __" }))).rows).toEqual([]);
    await makeApp({ by: builder, name: "100% of them" });
    expect((await listApps(builder, input({ q: "100%" }))).rows.map(({ name }) => name)).toEqual(["100% of them"]);
    expect((await listApps(superAdmin, input({ q: "0% O" }))).rows.map(({ name }) => name)).toEqual(["100% of them"]);
  });

  test("begin at the first for a cursor that somebody made up", async () => {
    const first = idsOf((await listApps(superAdmin, input({}))).rows);
    for (const after of ["nonsense", writeCursor(["own", 1, 2]), writeCursor(["theirs", "app 00", own[0]])]) {
      expect(idsOf((await listApps(superAdmin, input({ after }))).rows)).toEqual(first);
    }
    expect(input({ q: ["a"], after: 7 })).toEqual({ q: "", after: undefined });
  });
});
