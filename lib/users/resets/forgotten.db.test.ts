import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { makeAccount, makeUser } from "@/db/factories";
import { newId } from "@/db/ids";
import * as schema from "@/db/schema";
import { passwordResets, signInAttempts, userIdentities, users } from "@/db/schema";
import { startMailServer, type TestMailServer } from "@/scripts/testing/mail-server";
import { until } from "@/scripts/testing/until";
import type { Actor } from "../../policy";
import { forgottenEmailRule } from "../attempts/waits";
import { inviteUser, resendInvitation } from "../invitations/commands";
import { forgotPassword, offerReset, resetPassword } from "./commands";

const client = { address: "203.0.113.37", browser: "Mozilla/5.0 (X11)" };
const password = "correct horse battery";
/** Refused when it is asked to deliver, so that what happens then can be seen. */
const refusedAddress = `refused-${randomUUID()}@norrvik.example`;
let server: TestMailServer;
let accountId: string;
let admin: Actor;

// Settings are read once, when something first asks for them.
beforeAll(async () => {
  server = await startMailServer({
    onRcptTo: ({ address }, _session, done) =>
      address === refusedAddress ? done(Object.assign(new Error("no such box"), { responseCode: 550 })) : done(),
  });
  process.env.SMTP_URL = `smtp://127.0.0.1:${server.port}`;
  process.env.MAIL_FROM = "Linkspan <linkspan@norrvik.example>";
  accountId = await makeAccount({ name: "Norrvik Trading" });
  admin = await makeUser({ accountId, role: "super_admin", name: "Ines Albrecht" });
});
beforeEach(async () => {
  await db().delete(signInAttempts);
  server.mails.length = 0;
});
afterAll(() => server.stop());

const mailTo = (email: string) => server.mails.find(({ to }) => to.includes(email));
async function arrived(email: string) {
  await until(async () => mailTo(email) !== undefined, `an e-mail to ${email} arrives`);
  const mail = mailTo(email);
  if (mail === undefined) throw new Error("It went away again.");
  return { ...mail, link: /http\S+#\S+/.exec(mail.text)?.[0] ?? null };
}
const tokenOf = (link: string | null) => link?.split("#")[1] ?? "";

describe("a forgotten password", () => {
  test("is replaced through the link that is e-mailed, and the link is nowhere else", async () => {
    const user = await makeUser({ accountId, passwordHash: "$argon2id$nothing" });
    await forgotPassword(user.email, client);
    const mail = await arrived(user.email);
    expect(mail.link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/reset#[\w-]{32}$/);
    const claims = await resetPassword({ token: tokenOf(mail.link), password }, client);
    expect(claims.userId).toBe(user.id);
  });

  test("of who is nobody, or deactivated, sends nothing and says nothing", async () => {
    const gone = await makeUser({ accountId, status: "deactivated" });
    const known = await makeUser({ accountId });
    const answers = [];
    for (const email of [`${randomUUID()}@norrvik.example`, gone.email, known.email]) {
      answers.push(await forgotPassword(email, client));
    }
    expect(answers).toEqual([undefined, undefined, undefined]);
    // Asked for last, so that what the others would have sent had its time.
    await arrived(known.email);
    expect(server.mails.map(({ to }) => to)).toEqual([[known.email]]);
  });

  test("costs the same statements whoever it is, and waits for no mail server", async () => {
    const known = await makeUser({ accountId, passwordHash: "$argon2id$nothing" });
    const pool = postgres(process.env.DATABASE_URL ?? "", { max: 1, onnotice: () => undefined });
    const statementsFor = async (email: string) => {
      // Of its own: what the one before does after its answer may still be under way.
      const statements: string[] = [];
      const counted = drizzle(pool, { schema, logger: { logQuery: (query) => statements.push(query) } });
      await forgotPassword(email, client, counted);
      // Up to the answer: what comes after it, nobody waits for.
      return statements.map((text) => text.replaceAll(/'(forgotten:[^']+|[0-9a-f-]{36})'/g, "'of this one'"));
    };
    const ofUnknown = await statementsFor(`${randomUUID()}@norrvik.example`);
    const ofKnown = await statementsFor(known.email);
    expect(ofKnown).toEqual(ofUnknown);
    expect(ofKnown.join()).toContain("insert into sign_in_attempts");
    expect(server.mails).toEqual([]);
    await arrived(known.email);
    await pool.end();
  });

  test("of somebody who signs in with an identity provider is told so, and makes no way in", async () => {
    const user = await makeUser({ accountId });
    const at = new Date();
    const identity = { id: newId(), accountId, userId: user.id, issuer: "https://id.example", subject: user.id };
    await db()
      .insert(userIdentities)
      .values({ ...identity, linkedAt: at, lastUsedAt: at });
    await forgotPassword(user.email, client);
    const mail = await arrived(user.email);
    expect(mail.header("subject")).toBe("How you sign in to Linkspan");
    expect(mail.link).toBeNull();
    expect(await db().select().from(passwordResets).where(eq(passwordResets.userId, user.id))).toEqual([]);
  });

  test("asked for again and again fills no mailbox, and it is said how long to wait", async () => {
    const user = await makeUser({ accountId });
    for (let asked = 0; asked < forgottenEmailRule.free; asked += 1) await forgotPassword(user.email, client);
    await expect(forgotPassword(user.email, client)).rejects.toMatchObject({
      code: "rate_limited",
      message: expect.stringMatching(/^Too many links were asked for\. Try again in/),
    });
    const unknown = `${randomUUID()}@norrvik.example`;
    for (let asked = 0; asked < forgottenEmailRule.free; asked += 1) await forgotPassword(unknown, client);
    await expect(forgotPassword(unknown, client)).rejects.toMatchObject({ code: "rate_limited" });
    // Each link replaces the one before it.
    await until(async () => server.mails.length === forgottenEmailRule.free, "all of them arrive");
    expect(await db().select().from(passwordResets).where(eq(passwordResets.userId, user.id))).toHaveLength(1);
  });
});

describe("what a super admin sends", () => {
  test("an invitation goes to the invited person alone, and again under another id with another link", async () => {
    const email = `${randomUUID()}@norrvik.example`;
    expect(await inviteUser(admin, { email, name: "", role: "member" })).toEqual({ by: "mail", to: email });
    const first = await arrived(email);
    expect(first.header("subject")).toBe("Ines Albrecht invites you to Norrvik Trading on Linkspan");
    expect(first.link).toMatch(/\/invitation#[\w-]{32}$/);
    server.mails.length = 0;
    const [invitation] = await db().select().from(schema.invitations).where(eq(schema.invitations.email, email));
    await resendInvitation(admin, { invitationId: invitation?.id ?? "" });
    const second = await arrived(email);
    expect(second.link).not.toBe(first.link);
    expect(second.header("message-id")).not.toBe(first.header("message-id"));
  });

  test("a link for a new password names who made it", async () => {
    const user = await makeUser({ accountId });
    expect(await offerReset(admin, { userId: user.id })).toEqual({ by: "mail", to: user.email });
    const mail = await arrived(user.email);
    expect(mail.text).toContain("Ines Albrecht made a link");
    await resetPassword({ token: tokenOf(mail.link), password }, client);
  });

  test("what the mail server refuses is said, and the link is there to copy: it was stored before", async () => {
    const delivery = await inviteUser(admin, { email: refusedAddress, name: "", role: "member" });
    expect(delivery).toMatchObject({
      by: "copy",
      link: expect.stringContaining("/invitation#"),
      problem: expect.stringMatching(/^The mail server refused the address refused-\S+ Check it\. Reference \S+\.$/),
    });
    const [invitation] = await db()
      .select()
      .from(schema.invitations)
      .where(eq(schema.invitations.email, refusedAddress));
    expect(invitation).toMatchObject({ acceptedAt: null, withdrawnAt: null });
    expect(await db().select().from(users).where(eq(users.email, refusedAddress))).toEqual([]);
  });
});
