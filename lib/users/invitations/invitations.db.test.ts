import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db, openDatabase } from "@/db/client";
import { makeAccount, makeUser } from "@/db/factories";
import { auditEvents, invitations, signInAttempts, signIns, users } from "@/db/schema";
import { dumpDatabase } from "@/e2e/database-dump";
import { env } from "../../env";
import type { Actor } from "../../policy";
import { tokenAddressRule } from "../attempts/waits";
import { signIn } from "../sign-in/commands";
import {
  acceptInvitation,
  acceptInvitationAs,
  inviteUser,
  resendInvitation,
  withdrawInvitation,
  withdrawInvitationsOf,
} from "./commands";
import { listInvitations, readInvitation } from "./queries";
import { inviteInput } from "./schema";

const pools = [openDatabase(env().databaseUrl, 2), openDatabase(env().databaseUrl, 2)] as const;
const client = { address: "203.0.113.7", browser: "Mozilla/5.0 (X11)" };
const password = "correct horse battery";
let accountId: string;
let admin: Actor;

beforeAll(async () => {
  accountId = await makeAccount({ name: "Norrvik Trading" });
});
beforeEach(async () => {
  admin = await makeUser({ accountId, role: "super_admin", name: "Ines Albrecht" });
  await db().delete(signInAttempts);
});
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

const newEmail = () => `${randomUUID()}@norrvik.example`;

/** The token and id of a new invitation. */
async function invited({ by = admin, email = newEmail(), role = "member" as const, name = "" } = {}) {
  const delivery = await inviteUser(by, { email, name, role });
  const [row] = await db().select().from(invitations).where(eq(invitations.email, email));
  if (row === undefined) throw new Error("No invitation was stored.");
  return { email, id: row.id, token: tokenOf(delivery) };
}

function tokenOf(delivery: Awaited<ReturnType<typeof inviteUser>>): string {
  if (delivery.by !== "copy") throw new Error("Nothing to copy.");
  const [, token] = delivery.link.split("#");
  if (token === undefined) throw new Error("The token is not behind #.");
  return token;
}

const accept = (token: string) => acceptInvitation({ token, name: "Ada Lovelace", password }, client);
const expire = (id: string) => db().update(invitations).set({ expiresAt: sql`now()` }).where(eq(invitations.id, id));
const demote = (user: Actor) => db().update(users).set({ role: "member" }).where(eq(users.id, user.id));
const userWith = async (email: string) => (await db().select().from(users).where(eq(users.email, email)))[0] ?? null;

describe("an invitation", () => {
  test("makes one user of its e-mail and role, signed in and on record, and works once", async () => {
    const { email, id, token } = await invited({ name: "A. Lovelace" });
    expect(await readInvitation(token, client)).toEqual({
      email,
      name: "A. Lovelace",
      organisation: "Norrvik Trading",
      invitedBy: "Ines Albrecht",
    });
    const claims = await accept(token);
    const user = await userWith(email);
    expect(user).toMatchObject({ accountId, name: "Ada Lovelace", role: "member", status: "active" });
    expect(claims).toEqual({ userId: user?.id, epoch: user?.sessionEpoch });
    expect(await db().select().from(signIns).where(eq(signIns.userId, claims.userId))).toMatchObject([
      { method: "invitation", ...client },
    ]);
    const events = await db().select().from(auditEvents).where(eq(auditEvents.subjectId, claims.userId));
    expect(events).toMatchObject([
      { action: "user.joined", actorId: claims.userId, data: { email, invitedBy: admin.id } },
    ]);
    expect(await signIn({ email, password }, client)).toEqual(claims);
    const used = { code: "conflict", message: expect.stringContaining("used already") };
    await expect(accept(token)).rejects.toMatchObject(used);
    await expect(readInvitation(token, client)).rejects.toMatchObject(used);
    await expect(withdrawInvitation(admin, { invitationId: id })).rejects.toMatchObject({ code: "conflict" });
  });

  test("makes a super admin where that is what was asked", async () => {
    const email = newEmail();
    const token = tokenOf(await inviteUser(admin, { email, name: "", role: "super_admin" }));
    await accept(token);
    expect(await userWith(email)).toMatchObject({ role: "super_admin" });
  });

  test("is kept as a digest: the link is nowhere in the database, before and after it is used", async () => {
    const { email, token } = await invited();
    const before = await dumpDatabase();
    expect(before).toContain(email);
    expect(before).not.toContain(token);
    await accept(token);
    expect(await dumpDatabase()).not.toContain(token);
  });

  test("takes a super admin: a member is refused, and so is who was demoted a moment ago", async () => {
    const member = await makeUser({ accountId });
    const { id } = await invited();
    await demote(admin);
    // The second one still believes what their request read.
    for (const actor of [member, admin]) {
      const email = newEmail();
      await expect(inviteUser(actor, { email, name: "", role: "member" })).rejects.toMatchObject({ code: "forbidden" });
      await expect(resendInvitation(actor, { invitationId: id })).rejects.toMatchObject({ code: "forbidden" });
      await expect(withdrawInvitation(actor, { invitationId: id })).rejects.toMatchObject({ code: "forbidden" });
      expect(await db().select().from(invitations).where(eq(invitations.email, email))).toEqual([]);
    }
    await expect(listInvitations(member)).rejects.toMatchObject({ code: "forbidden" });
    const other = await makeUser({ accountId, role: "super_admin" });
    expect(await withdrawInvitation(other, { invitationId: id })).toMatchObject({});
  });

  test("of another account is not there", async () => {
    const { id } = await invited();
    const stranger = await makeUser({ accountId: await makeAccount(), role: "super_admin" });
    await expect(withdrawInvitation(stranger, { invitationId: id })).rejects.toMatchObject({ code: "not_found" });
    await expect(resendInvitation(stranger, { invitationId: id })).rejects.toMatchObject({ code: "not_found" });
    expect((await listInvitations(stranger)).rows).toEqual([]);
  });
});

describe("one person is invited once", () => {
  const fieldOf = (words: string) => ({ code: "conflict", fields: { email: expect.stringContaining(words) } });

  test("the e-mail of a user is refused with who has it", async () => {
    const invite = (email: string) => inviteUser(admin, { email, name: "", role: "member" });
    const active = await makeUser({ accountId, name: "Tomasz Wrona" });
    await expect(invite(active.email)).rejects.toMatchObject(fieldOf("Tomasz Wrona has this email and is a user"));
    const gone = await makeUser({ accountId, name: "Priya Raman", status: "deactivated" });
    await expect(invite(gone.email)).rejects.toMatchObject(fieldOf("Priya Raman has this email and is deactivated"));
    const elsewhere = await makeUser({ accountId: await makeAccount(), name: "Eve" });
    await expect(invite(elsewhere.email)).rejects.toMatchObject(fieldOf("This email cannot be invited."));
    expect(await invite(newEmail())).toMatchObject({ by: "copy" });
  });

  test("a second open invitation is refused, also when both are sent at once; a dead one makes room", async () => {
    const { email, id, token } = await invited();
    await expect(inviteUser(admin, { email, name: "", role: "member" })).rejects.toMatchObject(
      fieldOf("invited already"),
    );
    await expire(id);
    const again = tokenOf(await inviteUser(admin, { email, name: "", role: "member" }));
    await expect(accept(token)).rejects.toMatchObject({ message: expect.stringContaining("withdrawn") });
    await accept(again);

    const both = newEmail();
    const outcomes = await Promise.allSettled(
      [0, 1].map(() => inviteUser(admin, { email: both, name: "", role: "member" })),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("an e-mail is the same whatever its case", () => {
    expect(inviteInput.parse({ email: " Ada@Norrvik.Example ", name: "  ", role: "member" })).toEqual({
      email: "ada@norrvik.example",
      name: "",
      role: "member",
    });
  });

  test("whose e-mail became a user's meanwhile is told to sign in, and nobody is overwritten", async () => {
    const { email, token } = await invited();
    const user = await makeUser({ accountId, email, name: "Added by the operator" });
    await expect(accept(token)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Sign in"),
    });
    expect(await userWith(email)).toMatchObject({ id: user.id, name: "Added by the operator", passwordHash: null });
  });
});

describe("a link that is over says so to whoever has it", () => {
  const refused = (words: string) => ({ code: "conflict", message: expect.stringContaining(words) });

  test("sent again, it is the new link that works, for seven days from then", async () => {
    const { id, token } = await invited();
    await expire(id);
    await expect(accept(token)).rejects.toMatchObject(refused("has expired"));
    const second = tokenOf(await resendInvitation(admin, { invitationId: id }));
    for (const attempt of [() => accept(token), () => readInvitation(token, client)]) {
      await expect(attempt()).rejects.toMatchObject({
        code: "not_found",
        message: expect.stringContaining("latest one"),
      });
    }
    const [row] = await db().select().from(invitations).where(eq(invitations.id, id));
    const days = ((row?.expiresAt.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.99);
    expect(days).toBeLessThanOrEqual(7);
    await accept(second);
  });

  test("withdrawn, and not a second time", async () => {
    const { email, id, token } = await invited();
    expect(await withdrawInvitation(admin, { invitationId: id })).toEqual({ email });
    await expect(accept(token)).rejects.toMatchObject(refused("was withdrawn"));
    await expect(withdrawInvitation(admin, { invitationId: id })).rejects.toMatchObject(refused("withdrawn already"));
    await expect(resendInvitation(admin, { invitationId: id })).rejects.toMatchObject(refused("withdrawn already"));
    expect(await userWith(email)).toBeNull();
  });

  test.each([
    ["deactivated", { status: "deactivated" }],
    ["demoted", { role: "member" }],
  ] as const)(
    "whose sender is %s stops at once; sent again by another super admin it goes on",
    async (_what, change) => {
      const { email, id, token } = await invited();
      await readInvitation(token, client);
      await db().update(users).set(change).where(eq(users.id, admin.id));
      for (const attempt of [() => accept(token), () => readInvitation(token, client)]) {
        await expect(attempt()).rejects.toMatchObject(refused("may not invite people any more"));
      }
      expect(await db().transaction((tx) => acceptInvitationAs(tx, { email, name: "Ada" }))).toBeNull();
      const other = await makeUser({ accountId, role: "super_admin" });
      await accept(tokenOf(await resendInvitation(other, { invitationId: id })));
      expect(await userWith(email)).toMatchObject({ status: "active" });
    },
  );

  test("what a leaver invited is withdrawn for good, and nobody else's", async () => {
    const [leaver, stayer] = [admin, await makeUser({ accountId, role: "super_admin" })];
    const theirs = [await invited(), await invited()];
    const kept = await invited({ by: stayer });
    expect(await db().transaction((tx) => withdrawInvitationsOf(tx, stayer, leaver.id))).toBe(2);
    for (const { token } of theirs) await expect(accept(token)).rejects.toMatchObject(refused("was withdrawn"));
    await accept(kept.token);
  });
});

test("guesses are slowed down across processes, reading and accepting together, and then no link works for a while", async () => {
  const { token } = await invited();
  const guess = (index: number) => {
    const { database } = pools[index % 2 === 0 ? 0 : 1];
    const wrong = randomUUID();
    const attempt: Promise<unknown> =
      index % 3 === 0
        ? readInvitation(wrong, client, database)
        : acceptInvitation({ token: wrong, name: "Eve", password }, client, database);
    return attempt.then(
      () => "passed",
      (error: { code?: string }) => error.code,
    );
  };
  const codes = await Promise.all(Array.from({ length: tokenAddressRule.free + 10 }, (_, index) => guess(index)));
  expect(codes.filter((code) => code === "not_found")).toHaveLength(tokenAddressRule.free);
  expect(codes.filter((code) => code === "rate_limited")).toHaveLength(10);
  await expect(accept(token)).rejects.toMatchObject({ code: "rate_limited" });
  await acceptInvitation({ token, name: "Ada", password }, { ...client, address: "203.0.113.8" });
});
