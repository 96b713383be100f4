import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { makeAccount, makeUser } from "@/db/factories";
import { invitations, users } from "@/db/schema";
import type { Actor } from "../../policy";
import { acceptInvitation, acceptInvitationAs, inviteUser, withdrawInvitation } from "./commands";
import { listInvitations } from "./queries";

const client = { address: "203.0.113.17", browser: "Mozilla/5.0 (X11)" };
let accountId: string;
let admin: Actor;

beforeAll(async () => {
  accountId = await makeAccount();
});
beforeEach(async () => {
  admin = await makeUser({ accountId, role: "super_admin" });
});

const newEmail = () => `${randomUUID()}@norrvik.example`;

/** The token and id of a new invitation. */
async function invited({ by = admin, email = newEmail() } = {}) {
  const delivery = await inviteUser(by, { email, name: "", role: "member" });
  const [row] = await db().select().from(invitations).where(eq(invitations.email, email));
  const token = delivery.by === "copy" ? delivery.link.split("#")[1] : undefined;
  if (row === undefined || token === undefined) throw new Error("No invitation to copy.");
  return { email, id: row.id, token };
}

const accept = (token: string) =>
  acceptInvitation({ token, name: "Ada Lovelace", password: "correct horse battery" }, client);
const expire = (id: string) => db().update(invitations).set({ expiresAt: sql`now()` }).where(eq(invitations.id, id));
const demote = (user: Actor) => db().update(users).set({ role: "member" }).where(eq(users.id, user.id));
const userWith = async (email: string) => (await db().select().from(users).where(eq(users.email, email)))[0] ?? null;

describe("somebody whom an identity provider vouches for", () => {
  const acceptAs = (email: string) =>
    db().transaction((tx) => acceptInvitationAs(tx, { email, name: "Ada of the provider" }));

  test("accepts by e-mail, without a password, and the link is used with it", async () => {
    const { email, token } = await invited();
    const claims = await acceptAs(email);
    expect(await userWith(email)).toMatchObject({
      id: claims?.userId,
      name: "Ada of the provider",
      passwordHash: null,
    });
    expect(claims?.accountId).toBe(accountId);
    await expect(accept(token)).rejects.toMatchObject({ message: expect.stringContaining("used already") });
    expect(await acceptAs(email)).toBeNull();
  });

  test("and whom nobody invited, or not any more, is nobody", async () => {
    expect(await acceptAs(newEmail())).toBeNull();
    const [expired, withdrawn] = [await invited(), await invited()];
    await expire(expired.id);
    await withdrawInvitation(admin, { invitationId: withdrawn.id });
    expect(await acceptAs(expired.email)).toBeNull();
    expect(await acceptAs(withdrawn.email)).toBeNull();
    expect(await userWith(expired.email)).toBeNull();
  });
});

test("the list says what became of each, newest first, page by page", async () => {
  const here = await makeAccount();
  const owner = await makeUser({ accountId: here, role: "super_admin", name: "Owner" });
  const leaver = await makeUser({ accountId: here, role: "super_admin", name: "Leaver" });
  const made: Record<string, string> = {};
  const make = async (name: string, by = owner) => {
    const invitation = await invited({ by });
    made[invitation.id] = name;
    return invitation;
  };
  await accept((await make("accepted")).token);
  await withdrawInvitation(owner, { invitationId: (await make("withdrawn")).id });
  await expire((await make("expired")).id);
  await make("stopped", leaver);
  await demote(leaver);
  await make("open");
  const page = await listInvitations(owner);
  expect(page.rows.map(({ id, state }) => [made[id], state])).toEqual(
    ["open", "stopped", "expired", "withdrawn", "accepted"].map((state) => [state, state]),
  );
  expect(page.rows.map(({ invitedBy }) => invitedBy)).toEqual(["Owner", "Leaver", "Owner", "Owner", "Owner"]);
  expect(page.next).toBeNull();

  const at = new Date();
  await db().execute(sql`
    insert into invitations (id, account_id, email, role, token_hash, invited_by, invited_at, sent_at, expires_at)
    select gen_random_uuid(), ${here}, 'bulk' || n || '@' || ${here}::text || '.example', 'member', ${here}::text || n,
      ${owner.id}, ${at.toISOString()}::timestamptz, now(), now() + interval '1 day'
    from generate_series(1, 60) n`);
  const first = await listInvitations(owner);
  const second = await listInvitations(owner, first.next ?? undefined);
  expect(first.rows).toHaveLength(50);
  expect(second.rows).toHaveLength(15);
  expect(second.next).toBeNull();
  expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(65);
});
