import { asc, desc, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { makeAccount, makeUser } from "@/db/factories";
import { signIns, users } from "@/db/schema";
import { meanwhile } from "@/scripts/testing/race";
import { hashPassword } from "../../password";
import { signIn } from "../commands";
import { keptSignIns, recordSignIn } from "./commands";

const client = { address: "203.0.113.9", browser: "Mozilla/5.0 (X11)" };
const password = "correct horse battery";
let accountId: string;

beforeAll(async () => {
  accountId = await makeAccount();
});

const historyOf = (userId: string) =>
  db().select().from(signIns).where(eq(signIns.userId, userId)).orderBy(asc(signIns.at), asc(signIns.id));
const lastSignInOf = async (userId: string) =>
  (await db().select({ at: users.lastSignInAt }).from(users).where(eq(users.id, userId)))[0]?.at ?? null;

describe("a sign-in's record", () => {
  test("a password that fits is kept with address and browser, and a wrong one leaves nothing", async () => {
    const user = await makeUser({ accountId, passwordHash: await hashPassword(password) });
    await expect(signIn({ email: user.email, password: "wrong" }, client)).rejects.toMatchObject({
      code: "unauthorized",
    });
    expect([await historyOf(user.id), await lastSignInOf(user.id)]).toEqual([[], null]);
    await signIn({ email: user.email, password }, client);
    const [entry, ...others] = await historyOf(user.id);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ accountId, method: "password", ...client });
    expect(await lastSignInOf(user.id)).toEqual(entry?.at);
  });

  test("what a browser says of itself is hostile text: cut, and without what the database cannot keep", async () => {
    const user = await makeUser({ accountId });
    const hostile = { address: "unknown", browser: `\0<script>${"😀".repeat(400)}` };
    await recordSignIn(db(), { userId: user.id, epoch: 0 }, { method: "demo", client: hostile });
    const [entry] = await historyOf(user.id);
    expect([...(entry?.browser ?? "")]).toHaveLength(300);
    expect(entry?.browser).toMatch(/^<script>😀+$/u);
  });

  test("the newest hundred of a user are kept, and nobody else's go for it", async () => {
    const [busy, quiet] = [await makeUser({ accountId }), await makeUser({ accountId })];
    const enter = (userId: string) => recordSignIn(db(), { userId, epoch: 0 }, { method: "demo", client });
    await enter(quiet.id);
    for (let count = 0; count < keptSignIns; count += 1) await enter(busy.id);
    const [oldest] = await historyOf(busy.id);
    await enter(busy.id);
    const kept = await historyOf(busy.id);
    expect(kept).toHaveLength(keptSignIns);
    expect(kept.map(({ id }) => id)).not.toContain(oldest?.id);
    expect(await historyOf(quiet.id)).toHaveLength(1);
    const [newest] = await db().select().from(signIns).where(eq(signIns.userId, busy.id)).orderBy(desc(signIns.at));
    expect(await lastSignInOf(busy.id)).toEqual(newest?.at);
  });

  test.each([
    ["a reset raises the epoch", sql`session_epoch = session_epoch + 1`],
    ["the user is deactivated", sql`status = 'deactivated'`],
  ])("no session begins beside its end: %s while the password is looked at", async (_what, change) => {
    const user = await makeUser({ accountId, passwordHash: await hashPassword(password) });
    const entering = meanwhile(
      sql`select 1 from users where id = ${user.id} for update`,
      () => signIn({ email: user.email, password }, client),
      sql`update users set ${change} where id = ${user.id}`,
    );
    await expect(entering).rejects.toMatchObject({ code: "unauthorized" });
    expect(await historyOf(user.id)).toEqual([]);
    await db().update(users).set({ status: "active" }).where(eq(users.id, user.id));
    expect(await signIn({ email: user.email, password }, client)).toMatchObject({ userId: user.id });
  });
});
