import { asc, eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeUser } from "@/db/factories";
import { newId } from "@/db/ids";
import { auditEvents, passwordResets, signInAttempts, signIns, users } from "@/db/schema";
import { meanwhile } from "@/scripts/testing/race";
import { writeCursor } from "../../cursor";
import type { Actor } from "../../policy";
import { emailRule } from "../attempts/waits";
import { hashPassword } from "../password";
import { findSessionActor } from "../queries";
import { signIn } from "../sign-in/commands";
import { changeOwnPassword, chooseMails, chooseTimeZone, renameSelf, signOutEverywhere } from "./commands";
import { profileSettings } from "./queries";
import { changePasswordInput, chooseTimeZoneInput, signInsPageSize, timeZones } from "./schema";

afterAll(closeDatabase);

const current = "correct horse battery";
const password = "a better one, and longer";
const address = "203.0.113.59";
const client = { address, browser: "Mozilla/5.0" };
let passwordHash: string;
let user: Actor;
let colleague: Actor;

beforeEach(async () => {
  passwordHash ??= await hashPassword(current);
  await db().delete(signInAttempts);
  const accountId = await makeAccount();
  user = await makeUser({ accountId, passwordHash });
  colleague = await makeUser({ accountId, passwordHash });
});

const sessionOf = (who: Actor, epoch: number) => findSessionActor({ userId: who.id, epoch });
const eventsOf = (who: Actor) =>
  db()
    .select({ action: auditEvents.action, actorId: auditEvents.actorId, data: auditEvents.data })
    .from(auditEvents)
    .where(eq(auditEvents.subjectId, who.id))
    .orderBy(asc(auditEvents.id));

describe("a new password", () => {
  test("replaces the old one, ends every other session, and gives this one a way on; it is on record without it", async () => {
    const claims = await changeOwnPassword(user, { current, password }, address);
    expect(await sessionOf(user, 0)).toBeNull();
    expect(await findSessionActor(claims)).toMatchObject({ id: user.id });
    expect(await sessionOf(colleague, 0)).toMatchObject({ id: colleague.id });
    expect(await signIn({ email: user.email, password }, client)).toEqual(claims);
    const old = signIn({ email: user.email, password: current }, client);
    await expect(old).rejects.toMatchObject({ code: "unauthorized" });
    const events = await eventsOf(user);
    expect(events).toEqual([{ action: "user.password_changed", actorId: user.id, data: {} }]);
  });

  test("takes the one that they have: a session alone is not enough, and nothing changes", async () => {
    const wrong = changeOwnPassword(user, { current: "a guess", password }, address);
    await expect(wrong).rejects.toMatchObject({ code: "invalid", fields: { current: expect.any(String) } });
    expect(await sessionOf(user, 0)).toMatchObject({ id: user.id });
    expect(await eventsOf(user)).toEqual([]);
    await signIn({ email: user.email, password: current }, client);
  });

  test("is slowed down like a sign-in, in one count with it", async () => {
    for (let tries = 0; tries < emailRule.free; tries += 1) {
      const wrong = changeOwnPassword(user, { current: `guess ${tries}`, password }, address);
      await expect(wrong).rejects.toMatchObject({ code: "invalid" });
    }
    await expect(changeOwnPassword(user, { current, password }, address)).rejects.toMatchObject({
      code: "rate_limited",
    });
    await expect(signIn({ email: user.email, password: current }, client)).rejects.toMatchObject({
      code: "rate_limited",
    });
    await changeOwnPassword(colleague, { current, password }, address);
  });

  test("ends every link to choose one that was made before, and nobody else's", async () => {
    const makeReset = async (who: Actor) => {
      const id = newId();
      const times = { createdAt: new Date(), expiresAt: new Date(Date.now() + 3_600_000) };
      await db()
        .insert(passwordResets)
        .values({ id, accountId: who.accountId, userId: who.id, tokenHash: id, ...times });
      return async () => (await db().select().from(passwordResets).where(eq(passwordResets.id, id)))[0]?.usedAt ?? null;
    };
    const [own, theirs] = [await makeReset(user), await makeReset(colleague)];
    await changeOwnPassword(user, { current, password }, address);
    expect(await own()).not.toBeNull();
    expect(await theirs()).toBeNull();
  });

  test("does not win over another that was chosen meanwhile", async () => {
    const other = await hashPassword("chosen elsewhere meanwhile");
    const beside = meanwhile(
      sql`select from users where id = ${user.id} for update`,
      () => changeOwnPassword(user, { current, password }, address),
      sql`update users set password_hash = ${other}, session_epoch = session_epoch + 1 where id = ${user.id}`,
    );
    await expect(beside).rejects.toMatchObject({ code: "conflict" });
    await signIn({ email: user.email, password: "chosen elsewhere meanwhile" }, client);
  });

  test("is not for who has none, and has to be long enough", async () => {
    const without = await makeUser({ accountId: user.accountId });
    await expect(changeOwnPassword(without, { current, password }, address)).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await profileSettings(without, undefined)).hasPassword).toBe(false);
    expect((await profileSettings(user, undefined)).hasPassword).toBe(true);
    // Where signing in by password is switched off, there is none to change either.
    const off = { mail: null, passwordSignIn: false };
    await expect(changeOwnPassword(user, { current, password }, address, off)).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await profileSettings(user, undefined, off)).hasPassword).toBe(false);
    expect(changePasswordInput.safeParse({ current, password: "too short" }).success).toBe(false);
    expect(changePasswordInput.safeParse({ current, password }).success).toBe(true);
  });
});

test("a new name is theirs everywhere at once, on record with the one before; the same again leaves no record", async () => {
  await renameSelf(user, { name: "Ada Lovelace" });
  await renameSelf(user, { name: "Ada Lovelace" });
  expect(await sessionOf(user, 0)).toMatchObject({ name: "Ada Lovelace" });
  expect(await eventsOf(user)).toEqual([
    { action: "user.renamed", actorId: user.id, data: { from: user.name, to: "Ada Lovelace" } },
  ]);
});

test("signing out everywhere ends all of one's sessions and nobody else's", async () => {
  await signOutEverywhere(user);
  expect(await sessionOf(user, 0)).toBeNull();
  expect(await sessionOf(user, 1)).toMatchObject({ id: user.id });
  expect(await sessionOf(colleague, 0)).toMatchObject({ id: colleague.id });
  expect(await eventsOf(user)).toMatchObject([{ action: "user.signed_out", actorId: user.id }]);
});

test("a time zone and the wish for e-mails are one's own; a zone has to be one that there is", async () => {
  await chooseTimeZone(user, { timeZone: "Europe/Oslo" });
  await chooseMails(user, { mailsNotices: false });
  expect(await sessionOf(user, 0)).toMatchObject({ timeZone: "Europe/Oslo" });
  expect(await sessionOf(colleague, 0)).toMatchObject({ timeZone: null });
  const [row] = await db().select().from(users).where(eq(users.id, user.id));
  expect(row).toMatchObject({ mailsNotices: false });
  // Without a mail server there is nothing to wish for.
  const from = { name: "Linkspan", address: "linkspan@norrvik.example" };
  const server = { host: "127.0.0.1", port: 25, tls: "never", login: null } as const;
  const mailing = { mail: { server, from }, passwordSignIn: true };
  expect(await profileSettings(user, undefined, mailing)).toMatchObject({ mailsNotices: false });
  expect(await profileSettings(user, undefined)).toMatchObject({ timeZone: "Europe/Oslo", mailsNotices: null });
  await chooseTimeZone(user, { timeZone: null });
  expect(await sessionOf(user, 0)).toMatchObject({ timeZone: null });

  expect(timeZones()).toEqual(expect.arrayContaining(["UTC", "Europe/Oslo", "Asia/Kathmandu", "Europe/Kyiv"]));
  expect(new Set(timeZones()).size).toBe(timeZones().length);
  expect(timeZones().filter((zone) => !isKnown(zone))).toEqual([]);
  for (const timeZone of ["UTC", "Asia/Kathmandu", null]) {
    expect(chooseTimeZoneInput.safeParse({ timeZone }).success).toBe(true);
  }
  for (const timeZone of ["Mars/Olympus", "", "Europe/Oslo; drop table users"]) {
    expect(chooseTimeZoneInput.safeParse({ timeZone }).success).toBe(false);
  }
});

test("the history has each sign-in of one's own once, newest first, page by page; made-up places begin it anew", async () => {
  // Two at a time at the same moment, so that a page ends between equal ones.
  const signInOf = (who: Actor, at: number) => ({
    id: newId(),
    accountId: who.accountId,
    userId: who.id,
    at: new Date(Date.UTC(2026, 0, 1, 0, Math.floor(at / 2))),
    method: "password" as const,
    address,
    browser: `Browser ${at}`,
  });
  const made = Array.from({ length: 2 * signInsPageSize + 3 }, (_, at) => signInOf(user, at));
  const placeOf = (row: (typeof made)[number]) => `${row.at.toISOString()} ${row.id}`;
  const newestFirst = made.toSorted((left, right) => (placeOf(left) < placeOf(right) ? 1 : -1));
  await db()
    .insert(signIns)
    .values([...made, signInOf(colleague, 7)]);
  const pages = [(await profileSettings(user, undefined)).history];
  for (let last = pages.at(-1); last?.next; last = pages.at(-1)) {
    pages.push((await profileSettings(user, last.next)).history);
  }
  expect(pages.map(({ rows }) => rows.length)).toEqual([signInsPageSize, signInsPageSize, 3]);
  expect(pages.map(({ isFirst }) => isFirst)).toEqual([true, false, false]);
  expect(pages.flatMap(({ rows }) => rows.map(({ browser }) => browser))).toEqual(
    newestFirst.map(({ browser }) => browser),
  );
  for (const place of ["nonsense", writeCursor(["yesterday", user.id]), writeCursor([1, 2, 3])]) {
    expect((await profileSettings(user, place)).history).toEqual(pages[0]);
  }
});

function isKnown(zone: string): boolean {
  return new Intl.DateTimeFormat("en", { timeZone: zone }).format(0) !== "";
}
