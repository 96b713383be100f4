import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { makeAccount, makeUser } from "@/db/factories";
import { auditEvents, invitations, users } from "@/db/schema";
import { meanwhile, race } from "@/scripts/testing/race";
import type { Actor } from "../../policy";
import { acceptInvitation, acceptInvitationAs, inviteUser, resendInvitation, withdrawInvitation } from "./commands";

// Wrong tokens are counted by address: one that no other file of tests has.
const client = { address: "203.0.113.57", browser: "Mozilla/5.0 (X11)" };
let accountId: string;
let admin: Actor;
let email: string;
let id: string;
let token: string;

beforeEach(async () => {
  accountId = await makeAccount();
  admin = await makeUser({ accountId, role: "super_admin" });
  email = `${randomUUID()}@norrvik.example`;
  const delivery = await inviteUser(admin, { email, name: "", role: "member" });
  token = delivery.by === "copy" ? (delivery.link.split("#")[1] ?? "") : "";
  const [row] = await db().select().from(invitations).where(eq(invitations.email, email));
  id = row?.id ?? "";
});

const accept = (name: string) => acceptInvitation({ token, name, password: "correct horse battery" }, client);
const joined = () => db().select({ name: users.name }).from(users).where(eq(users.email, email));
const holdAccount = () => sql`select 1 from accounts where id = ${accountId} for update`;

describe("an invitation beside itself", () => {
  test("accepted twice at once, by link: the first one is the user, the second is told that it is used", async () => {
    const [first, second] = await race(
      holdAccount(),
      () => accept("First"),
      () => accept("Second"),
    );
    expect(first.status).toBe("fulfilled");
    expect(second).toMatchObject({
      status: "rejected",
      reason: { code: "conflict", message: expect.stringContaining("used already") },
    });
    expect(await joined()).toEqual([{ name: "First" }]);
    const events = await db().select().from(auditEvents).where(eq(auditEvents.accountId, accountId));
    expect(events.filter(({ action }) => action === "user.joined")).toHaveLength(1);
  });

  test("by link and by an identity provider at once: one of them", async () => {
    const [first, second] = await race(
      holdAccount(),
      () => db().transaction((tx) => acceptInvitationAs(tx, { email, name: "Provider" })),
      () => accept("Link"),
    );
    expect([first.status, second.status]).toEqual(["fulfilled", "rejected"]);
    expect(await joined()).toEqual([{ name: "Provider" }]);
  });

  test.each(["accepted", "withdrawn"])("accepted and withdrawn at once: only what came first (%s)", async (which) => {
    const accepting = () => accept("Ada");
    const withdrawing = () => withdrawInvitation(admin, { invitationId: id });
    const [first, second] =
      which === "accepted"
        ? await race(holdAccount(), accepting, withdrawing)
        : await race(holdAccount(), withdrawing, accepting);
    expect([first.status, second.status]).toEqual(["fulfilled", "rejected"]);
    expect(second).toMatchObject({ reason: { code: "conflict" } });
    expect(await joined()).toHaveLength(which === "accepted" ? 1 : 0);
  });

  test("accepted while it is sent again: the old link is over", async () => {
    const [first, second] = await race(
      holdAccount(),
      () => resendInvitation(admin, { invitationId: id }),
      () => accept("Ada"),
    );
    expect(first.status).toBe("fulfilled");
    expect(second).toMatchObject({ status: "rejected", reason: { code: "not_found" } });
    expect(await joined()).toEqual([]);
  });
});

test.each([
  ["demoted", sql`role = 'member'`],
  ["deactivated", sql`status = 'deactivated'`],
])("a sender who is %s while it is accepted takes the invitation along", async (_what, change) => {
  const accepting = meanwhile(
    holdAccount(),
    () => accept("Ada"),
    sql`update users set ${change} where id = ${admin.id}`,
  );
  await expect(accepting).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("may not invite"),
  });
  expect(await joined()).toEqual([]);
});
