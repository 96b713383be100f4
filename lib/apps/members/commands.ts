import { and, eq, inArray, ne } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { appMembers, users } from "@/db/schema";
import { record, recordOne } from "../../audit/commands";
import { AppError } from "../../errors";
import { notify, notifyEach } from "../../notices/commands";
import { type Actor, authorizeInApp } from "../../policy";
import { holdActiveUsers } from "../../users/people/queries";
import { lockApp } from "../queries";
import type { AddMembersInput, ChangeLevelInput, MemberLevel, RemoveMemberInput } from "../schema";

const by = (actor: Actor) => ({ accountId: actor.accountId, actorId: actor.id });
const noticeOf = ({ name: by }: Actor, app: { id: string; name: string }) => ({ by, appId: app.id, name: app.name });

/**
 * Makes people members of an app; who is one already keeps their level. Throws AppError `not_found`, `forbidden`, and
 * `conflict` when one of them is not an active user of the account: then nobody is added.
 */
export async function addMembers(actor: Actor, { appId, userIds, level }: AddMembersInput): Promise<{ added: number }> {
  return db().transaction(async (tx) => {
    const app = authorizeInApp(actor, "app.manage_members", await lockApp(tx, actor, appId, "no key update"));
    const wanted = [...new Set(userIds)];
    const members = await tx
      .select({ userId: appMembers.userId })
      .from(appMembers)
      .where(and(eq(appMembers.appId, app.id), inArray(appMembers.userId, wanted)));
    const known = new Set(members.map(({ userId }) => userId));
    const missing = wanted.filter((id) => !known.has(id));
    if (missing.length === 0) return { added: 0 };
    const adding = await holdActiveUsers(tx, actor, missing);
    await insertMembers(tx, actor, app.id, adding, level);
    const added = adding.map((userId) => ({ action: "app.member_added" as const, data: { userId, level } }));
    const events = await record(tx, by(actor), app.id, ...added);
    await notifyEach(tx, events, { kind: "app.added", data: noticeOf(actor, app) }, adding);
    return { added: adding.length };
  });
}

/**
 * Makes a super admin, who sees every app, a member with `manage`: on record under a name of its own. Throws AppError
 * `not_found`, and `forbidden` for who is a member already.
 */
export async function addSelf(actor: Actor, { id }: { id: string }): Promise<{ id: string }> {
  return db().transaction(async (tx) => {
    const app = authorizeInApp(actor, "app.add_self", await lockApp(tx, actor, id, "no key update"));
    await holdActiveUsers(tx, actor, [actor.id]);
    await insertMembers(tx, actor, app.id, [actor.id], "manage");
    await record(tx, by(actor), app.id, { action: "app.self_added", data: { level: "manage" } });
    return { id: app.id };
  });
}

async function insertMembers(
  tx: Transaction,
  actor: Actor,
  appId: string,
  userIds: readonly string[],
  level: MemberLevel,
): Promise<void> {
  const { accountId } = actor;
  const addedAt = new Date();
  await tx
    .insert(appMembers)
    .values(userIds.map((userId) => ({ accountId, appId, userId, level, addedBy: actor.id, addedAt })));
}

/**
 * Gives a member the other level, oneself included. Throws AppError `not_found`, `forbidden`, and `conflict` for the last
 * manager and for who is no member any more.
 */
export async function changeMemberLevel(
  actor: Actor,
  { appId, userId, level }: ChangeLevelInput,
): Promise<{ self: boolean }> {
  return db().transaction(async (tx) => {
    const app = authorizeInApp(actor, "app.manage_members", await lockApp(tx, actor, appId, "no key update"));
    const from = await requireMember(tx, app.id, userId);
    if (from === level) return { self: userId === actor.id };
    if (from === "manage") await requireAnotherManager(tx, app.id, userId);
    await tx.update(appMembers).set({ level }).where(membership(app.id, userId));
    await record(tx, by(actor), app.id, { action: "app.level_changed", data: { userId, from, to: level } });
    return { self: userId === actor.id };
  });
}

/** Takes a membership away, one's own included. Throws AppError as `changeMemberLevel`. */
export async function removeMember(actor: Actor, { appId, userId }: RemoveMemberInput): Promise<{ self: boolean }> {
  return db().transaction(async (tx) => {
    const app = authorizeInApp(actor, "app.manage_members", await lockApp(tx, actor, appId, "no key update"));
    const level = await requireMember(tx, app.id, userId);
    if (level === "manage") await requireAnotherManager(tx, app.id, userId);
    await tx.delete(appMembers).where(membership(app.id, userId));
    const event = await recordOne(tx, by(actor), app.id, { action: "app.member_removed", data: { userId, level } });
    await notify(tx, event, { kind: "app.removed", data: noticeOf(actor, app) }, [userId]);
    return { self: userId === actor.id };
  });
}

const membership = (appId: string, userId: string) => and(eq(appMembers.appId, appId), eq(appMembers.userId, userId));

/** The member's level; their row is held against a deactivation beside this. */
async function requireMember(tx: Transaction, appId: string, userId: string): Promise<MemberLevel> {
  const [member] = await tx
    .select({ level: appMembers.level })
    .from(appMembers)
    .where(membership(appId, userId))
    .for("update");
  if (member !== undefined) return member.level;
  throw new AppError("conflict", "This person is not a member of this app any more.");
}

async function requireAnotherManager(tx: Transaction, appId: string, userId: string): Promise<void> {
  // A deactivation takes memberships without holding the app: waiting for it here keeps its manager from being counted.
  const others = await tx
    .select({ userId: appMembers.userId })
    .from(appMembers)
    .innerJoin(users, eq(users.id, appMembers.userId))
    .where(
      and(
        eq(appMembers.appId, appId),
        eq(appMembers.level, "manage"),
        eq(users.status, "active"),
        ne(appMembers.userId, userId),
      ),
    )
    .orderBy(appMembers.userId)
    .for("key share", { of: appMembers });
  if (others.length > 0) return;
  throw new AppError(
    "conflict",
    'An app always keeps at least one member with "manage", and this is the last one. Give it to another member first.',
  );
}
