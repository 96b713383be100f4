import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db, openDatabase } from "@/db/client";
import { makeAccount, makeUser } from "@/db/factories";
import { auditEvents, passwordResets, signInAttempts, signIns, users } from "@/db/schema";
import { dumpDatabase } from "@/e2e/database-dump";
import { meanwhile, race } from "@/scripts/testing/race";
import { env } from "../../env";
import type { Actor } from "../../policy";
import { changeUserRole, reactivateUser } from "../administration/commands";
import { tokenAddressRule } from "../attempts/waits";
import { setPassword } from "../commands";
import { hashPassword } from "../password";
import { findSessionActor } from "../queries";
import { signIn } from "../sign-in/commands";
import { forgotPassword, offerReset, resetPassword } from "./commands";
import { readReset } from "./queries";

const pools = [openDatabase(env().databaseUrl, 2), openDatabase(env().databaseUrl, 2)] as const;
const client = { address: "203.0.113.27", browser: "Mozilla/5.0 (X11)" };
const oldPassword = "an old password";
const password = "correct horse battery";
let accountId: string;
let admin: Actor;
let user: Actor;
let passwordHash: string;

beforeAll(async () => {
  passwordHash = await hashPassword(oldPassword);
});
beforeEach(async () => {
  await db().delete(signInAttempts);
  accountId = await makeAccount();
  admin = await makeUser({ accountId, role: "super_admin" });
  user = await makeUser({ accountId, passwordHash });
});
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

async function offered(by = admin, userId = user.id): Promise<string> {
  const delivery = await offerReset(by, { userId });
  const token = delivery.by === "copy" ? delivery.link.split("#")[1] : undefined;
  if (token === undefined) throw new Error("No link to copy.");
  return token;
}

const use = (token: string) => resetPassword({ token, password }, client);
const refused = (words: string) => ({ code: "conflict", message: expect.stringContaining(words) });

describe("a link for a new password", () => {
  test("sets it, ends every session, signs in, is on record, and works once", async () => {
    const earlier = await signIn({ email: user.email, password: oldPassword }, client);
    const token = await offered();
    expect(await readReset(token, client)).toEqual({ name: user.name, email: user.email });
    expect(await findSessionActor(earlier)).toMatchObject({ id: user.id });
    const claims = await use(token);
    expect(await findSessionActor(earlier)).toBeNull();
    expect(await findSessionActor(claims)).toMatchObject({ id: user.id });
    await expect(signIn({ email: user.email, password: oldPassword }, client)).rejects.toMatchObject({
      code: "unauthorized",
    });
    expect(await signIn({ email: user.email, password }, client)).toEqual(claims);
    const methods = await db().select({ method: signIns.method }).from(signIns).where(eq(signIns.userId, user.id));
    expect(methods.map(({ method }) => method).sort()).toEqual(["password", "password", "reset"]);
    const events = await db().select().from(auditEvents).where(eq(auditEvents.subjectId, user.id));
    expect(events.map(({ action, actorId }) => [action, actorId])).toEqual([
      ["user.reset_offered", admin.id],
      ["user.password_reset", user.id],
    ]);
    await expect(use(token)).rejects.toMatchObject(refused("used already"));
    await expect(readReset(token, client)).rejects.toMatchObject(refused("used already"));
  });

  test("is kept as a digest: it is nowhere in the database, before and after it is used", async () => {
    const token = await offered();
    const before = await dumpDatabase();
    expect(before).toContain(user.email);
    expect(before).not.toContain(token);
    await use(token);
    expect(await dumpDatabase()).not.toContain(token);
  });

  test("replaces the earlier one, and lasts a day", async () => {
    const first = await offered();
    const second = await offered();
    await expect(use(first)).rejects.toMatchObject({ code: "not_found", message: expect.stringContaining("latest") });
    const [row] = await db().select().from(passwordResets).where(eq(passwordResets.userId, user.id));
    const hours = ((row?.expiresAt.getTime() ?? 0) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThanOrEqual(24);
    await use(second);
  });

  test("expires", async () => {
    const token = await offered();
    await readReset(token, client);
    await db().update(passwordResets).set({ expiresAt: sql`now()` }).where(eq(passwordResets.userId, user.id));
    await expect(use(token)).rejects.toMatchObject(refused("has expired"));
    await expect(readReset(token, client)).rejects.toMatchObject(refused("has expired"));
  });

  test("ends with a password that the operator sets", async () => {
    const token = await offered();
    await setPassword({ email: user.email, password: "by the operator" });
    await expect(use(token)).rejects.toMatchObject({ code: "not_found" });
  });

  test("of a deactivated user is dead, and reactivating does not bring it back", async () => {
    const token = await offered();
    await db().update(users).set({ status: "deactivated" }).where(eq(users.id, user.id));
    await expect(use(token)).rejects.toMatchObject(refused("You are deactivated"));
    await expect(offerReset(admin, { userId: user.id })).rejects.toMatchObject(refused("Reactivate them first"));
    await reactivateUser(admin, { userId: user.id });
    await expect(use(token)).rejects.toMatchObject({ code: "not_found" });
    await use(await offered());
  });

  test("takes a super admin, of this account and still one", async () => {
    const member = await makeUser({ accountId });
    const stranger = await makeUser({ accountId: await makeAccount(), role: "super_admin" });
    await expect(offered(member)).rejects.toMatchObject({ code: "forbidden" });
    await expect(offered(stranger)).rejects.toMatchObject({ code: "not_found" });
    const other = await makeUser({ accountId, role: "super_admin" });
    await changeUserRole(other, { userId: admin.id, role: "member" });
    await expect(offered(admin)).rejects.toMatchObject({ code: "forbidden" });
    expect(await db().select().from(passwordResets).where(eq(passwordResets.userId, user.id))).toEqual([]);
    await use(await offered(other));
  });

  test("stops with its maker's right to make one: nobody keeps a way into another's user", async () => {
    const token = await offered();
    const other = await makeUser({ accountId, role: "super_admin" });
    await changeUserRole(other, { userId: admin.id, role: "member" });
    await expect(use(token)).rejects.toMatchObject(refused("no super admin any more"));
    await expect(signIn({ email: user.email, password }, client)).rejects.toMatchObject({ code: "unauthorized" });
  });

  test("is asked for by nobody where no e-mail is sent", async () => {
    await expect(forgotPassword(user.email, client)).rejects.toMatchObject(refused("sends no e-mail here"));
  });
});

describe("at once", () => {
  const holdAccount = () => sql`select 1 from accounts where id = ${accountId} for update`;

  test("used twice: one password, the first one's", async () => {
    const token = await offered();
    const choose = (chosen: string) => () => resetPassword({ token, password: chosen }, client);
    const [first, second] = await race(holdAccount(), choose("the first password"), choose("the second password"));
    expect([first.status, second.status]).toEqual(["fulfilled", "rejected"]);
    expect(second).toMatchObject({ reason: refused("used already") });
    await signIn({ email: user.email, password: "the first password" }, client);
  });

  test.each([
    ["the user is deactivated", () => sql`update users set status = 'deactivated' where id = ${user.id}`],
    ["its maker is demoted", () => sql`update users set role = 'member' where id = ${admin.id}`],
  ])("used while %s: nothing changes", async (_what, change) => {
    const token = await offered();
    await expect(meanwhile(holdAccount(), () => use(token), change())).rejects.toMatchObject({ code: "conflict" });
    const [row] = await db().select().from(users).where(eq(users.id, user.id));
    expect(row).toMatchObject({ passwordHash, sessionEpoch: 0 });
  });
});

test("guesses are slowed down across processes, reading and using together", async () => {
  const token = await offered();
  const guess = (index: number) => {
    const { database } = pools[index % 2 === 0 ? 0 : 1];
    const wrong = randomUUID();
    const attempt: Promise<unknown> =
      index % 3 === 0
        ? readReset(wrong, client, database)
        : resetPassword({ token: wrong, password }, client, database);
    return attempt.then(
      () => "passed",
      (error: { code?: string }) => error.code,
    );
  };
  const codes = await Promise.all(Array.from({ length: tokenAddressRule.free + 10 }, (_, index) => guess(index)));
  expect(codes.filter((code) => code === "not_found")).toHaveLength(tokenAddressRule.free);
  expect(codes.filter((code) => code === "rate_limited")).toHaveLength(10);
  await expect(use(token)).rejects.toMatchObject({ code: "rate_limited" });
  await resetPassword({ token, password }, { ...client, address: "203.0.113.28" });
});
