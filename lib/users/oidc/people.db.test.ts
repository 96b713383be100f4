import { randomUUID } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { db, openDatabase } from "@/db/client";
import { makeAccount, makeUser } from "@/db/factories";
import { auditEvents, invitations, notices, userIdentities, users } from "@/db/schema";
import { race } from "@/scripts/testing/race";
import { env } from "../../env";
import type { Actor } from "../../policy";
import { changeUserRole } from "../administration/commands";
import { inviteUser, withdrawInvitation } from "../invitations/commands";
import { findSessionActor } from "../queries";
import { signInAsIdentity } from "./commands";
import { providedRoleRefusal } from "./roles/provided-role";
import type { GroupMembership, ProviderIdentity } from "./schema";
import { unlinkIdentities } from "./unlinking/commands";

const issuer = "https://id.norrvik.example";
const client = { address: "203.0.113.30", browser: "A browser" };
const pools = [openDatabase(env().databaseUrl, 2), openDatabase(env().databaseUrl, 2)] as const;
let accountId: string;
let admin: Actor;

beforeEach(async () => {
  accountId = await makeAccount();
  admin = await makeUser({ accountId, role: "super_admin" });
});
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

const newEmail = () => `${randomUUID()}@norrvik.example`;
const inGroup = (isMember: boolean): GroupMembership => ({ group: "linkspan-admins", isMember });

function identity(said: Partial<ProviderIdentity> & { email: string }): ProviderIdentity {
  return { issuer, subject: randomUUID(), name: "Ada Lovelace", isEmailVerified: true, superAdmins: null, ...said };
}

async function enter(who: ProviderIdentity, at = db()): Promise<string> {
  const outcome = await signInAsIdentity(who, client, at);
  return "refused" in outcome ? outcome.refused : ((await findSessionActor(outcome.claims))?.role ?? "no session");
}

const userWith = async (email: string) => (await db().select().from(users).where(eq(users.email, email)))[0] ?? null;
const trailOf = async (userId: string) =>
  (await db().select().from(auditEvents).where(eq(auditEvents.subjectId, userId)).orderBy(auditEvents.id)).map(
    ({ action, actorId, data }) => ({ action, actorId, data }),
  );

describe("an invited person who comes from the provider", () => {
  test("joins by the verified email, with the role of the invitation and no password, once", async () => {
    const email = newEmail();
    await inviteUser(admin, { email, name: "", role: "super_admin" });
    const ada = identity({ email });
    expect(await enter(ada)).toBe("super_admin");
    const user = await userWith(email);
    expect(user).toMatchObject({ accountId, name: "Ada Lovelace", role: "super_admin", passwordHash: null });
    expect((await trailOf(user?.id ?? "")).map(({ action }) => action)).toEqual([
      "user.joined",
      "user.identity_linked",
    ]);
    const [invitation] = await db().select().from(invitations).where(eq(invitations.email, email));
    expect(invitation?.acceptedBy).toBe(user?.id);
    // The invitation is spent: another subject with the same email is another identity.
    expect(await enter(identity({ email }))).toBe("second_identity");
    expect(await enter(ada)).toBe("super_admin");
  });

  test.each([
    ["unverified", (_id: string) => Promise.resolve(), { isEmailVerified: false }],
    ["stranger", (id: string) => withdrawInvitation(admin, { invitationId: id }), {}],
    [
      "stranger",
      (id: string) => db().update(invitations).set({ expiresAt: new Date() }).where(eq(invitations.id, id)),
      {},
    ],
    ["stranger", () => db().update(users).set({ role: "member" }).where(eq(users.id, admin.id)), {}],
  ])("is refused as %s where the invitation, or the email, counts for nothing (%#)", async (problem, end, said) => {
    const email = newEmail();
    await inviteUser(admin, { email, name: "", role: "member" });
    const [invitation] = await db().select().from(invitations).where(eq(invitations.email, email));
    await end(invitation?.id ?? "");
    expect(await enter(identity({ email, ...said }))).toBe(problem);
    expect(await userWith(email)).toBeNull();
    const valid = newEmail();
    const again = await makeUser({ accountId, role: "super_admin" });
    await inviteUser(again, { email: valid, name: "", role: "member" });
    expect(await enter(identity({ email: valid }))).toBe("member");
  });

  test("in two windows at once is one user, signed in twice", async () => {
    const email = newEmail();
    await inviteUser(admin, { email, name: "", role: "member" });
    const ada = identity({ email });
    const both = await race(
      sql`select 1 from accounts where id = ${accountId} for update`,
      () => enter(ada, pools[0].database),
      () => enter(ada, pools[1].database),
    );
    expect(both).toEqual([
      { status: "fulfilled", value: "member" },
      { status: "fulfilled", value: "member" },
    ]);
  });
});

test("two identities that claim one user at once: one is linked, the other refused", async () => {
  const { id, email } = await makeUser({ accountId });
  const both = await race(
    sql`select 1 from users where id = ${id} for update`,
    () => enter(identity({ email }), pools[0].database),
    () => enter(identity({ email }), pools[1].database),
  );
  expect(both.map((one) => (one.status === "fulfilled" ? one.value : "failed")).sort()).toEqual([
    "member",
    "second_identity",
  ]);
  expect(await db().select().from(userIdentities).where(eq(userIdentities.userId, id))).toHaveLength(1);
});

test("an operator unlinks an identity that is gone: sessions end, on record, and the next one links", async () => {
  const { id, email, name } = await makeUser({ accountId });
  const old = await signInAsIdentity(identity({ email }), client);
  const made = identity({ email });
  expect(await enter(made)).toBe("second_identity");
  expect(await unlinkIdentities(email)).toEqual({ name });
  expect("claims" in old && (await findSessionActor(old.claims))).toBeNull();
  expect(await enter(made)).toBe("member");
  expect((await trailOf(id)).map(({ action, actorId }) => [action, actorId])).toEqual([
    ["user.identity_linked", id],
    ["user.identity_unlinked", null],
    ["user.identity_linked", id],
  ]);
  await expect(unlinkIdentities(newEmail())).rejects.toMatchObject({ code: "not_found" });
  await expect(unlinkIdentities(admin.email)).rejects.toMatchObject({ code: "not_found" });
});

describe("a group at the provider", () => {
  test("makes super admin, its loss takes that away, and both are on record as nobody's doing here", async () => {
    const { id, email } = await makeUser({ accountId });
    const ada = identity({ email });
    expect(await enter({ ...ada, superAdmins: inGroup(false) })).toBe("member");
    expect(await enter({ ...ada, superAdmins: inGroup(true) })).toBe("super_admin");
    expect(await enter({ ...ada, superAdmins: inGroup(true) })).toBe("super_admin");
    expect(await userWith(email)).toMatchObject({ roleFrom: "provider" });
    expect(await enter({ ...ada, superAdmins: inGroup(false) })).toBe("member");
    expect(await userWith(email)).toMatchObject({ roleFrom: "account" });
    const group = "linkspan-admins";
    expect((await trailOf(id)).slice(1)).toEqual([
      { action: "user.role_changed", actorId: null, data: { from: "member", to: "super_admin", group } },
      { action: "user.role_changed", actorId: null, data: { from: "super_admin", to: "member", group } },
    ]);
  });

  test("takes nothing that was given here, and has no say where none is set", async () => {
    const onlyOne = { ...identity({ email: admin.email }), superAdmins: inGroup(false) };
    expect(await enter(onlyOne)).toBe("super_admin");
    expect((await trailOf(admin.id)).map(({ action }) => action)).toEqual(["user.identity_linked"]);
    const given = await makeUser({ accountId, role: "super_admin" });
    const ada = identity({ email: given.email });
    expect(await enter({ ...ada, superAdmins: inGroup(true) })).toBe("super_admin");
    expect(await enter({ ...ada, superAdmins: inGroup(false) })).toBe("super_admin");
    await db().update(users).set({ roleFrom: "provider" }).where(eq(users.id, given.id));
    expect(await enter(ada)).toBe("super_admin");
    expect(await enter({ ...ada, superAdmins: inGroup(false) })).toBe("member");
  });

  test("that is lost by the last active super admin leaves them one, on record and told, until there is another", async () => {
    await db().update(users).set({ roleFrom: "provider" }).where(eq(users.id, admin.id));
    await makeUser({ accountId, role: "super_admin", status: "deactivated" });
    const last = { ...identity({ email: admin.email }), superAdmins: inGroup(false) };
    expect(await enter(last)).toBe("super_admin");
    expect((await trailOf(admin.id)).map(({ action }) => action)).toContain("user.role_kept");
    const [told] = await db().select().from(notices).where(eq(notices.userId, admin.id));
    expect(told).toMatchObject({ kind: "role.kept", data: { group: "linkspan-admins" } });
    await makeUser({ accountId, role: "super_admin" });
    expect(await enter(last)).toBe("member");
  });

  test("that two super admins lose at once leaves the account one of them", async () => {
    const other = await makeUser({ accountId, role: "super_admin" });
    const both = [admin, other];
    await db()
      .update(users)
      .set({ roleFrom: "provider" })
      .where(
        inArray(
          users.id,
          both.map(({ id }) => id),
        ),
      );
    const [one, two] = both.map(({ email }) => ({ ...identity({ email }), superAdmins: inGroup(false) }));
    if (one === undefined || two === undefined) throw new Error("Two are needed.");
    await race(
      sql`select 1 from accounts where id = ${accountId} for update`,
      () => enter(one, pools[0].database),
      () => enter(two, pools[1].database),
    );
    const left = await db()
      .select()
      .from(users)
      .where(and(eq(users.accountId, accountId), eq(users.role, "super_admin")));
    expect(left).toHaveLength(1);
  });

  test("gives a role that no hand here changes, as long as it has a say", async () => {
    const { id, email, name } = await makeUser({ accountId });
    await enter({ ...identity({ email }), superAdmins: inGroup(true) });
    const oidc = { issuer, clientId: "l", clientSecret: "s", name: "Norrvik ID", scopes: "openid" };
    const facts = { name, isRoleFromProvider: true };
    const withGroup = { oidc: { ...oidc, superAdmins: { claim: "groups", group: "linkspan-admins" } } };
    expect(providedRoleRefusal(facts, withGroup)).toMatch(/by the group "linkspan-admins" at Norrvik ID/);
    expect(providedRoleRefusal({ ...facts, isRoleFromProvider: false }, withGroup)).toBeNull();
    expect(providedRoleRefusal(facts, { oidc: { ...oidc, superAdmins: null } })).toBeNull();
    // As in this process, which has no provider: by hand it goes, and is then a role given here.
    await changeUserRole(admin, { userId: id, role: "member" });
    expect(await userWith(email)).toMatchObject({ role: "member", roleFrom: "account" });
  });
});
