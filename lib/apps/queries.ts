import { and, asc, eq, exists, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type Database, db, type Transaction } from "@/db/client";
import { appMembers, apps, users } from "@/db/schema";
import { type Actor, abilitiesIn, answerInApp, authorizeInApp } from "../policy";
import { findPeople } from "../users/people/queries";
import type { PeopleFound } from "../users/people/schema";
import type { AppDetail, MembersPage, SearchMembersInput } from "./schema";

/** Apps that the actor may see, as SQL; a test holds it against the policy. */
export function appVisibleTo(actor: Actor): SQL<boolean> {
  const inAccount = eq(apps.accountId, actor.accountId);
  if (actor.role === "super_admin") return sql<boolean>`(${inAccount})`;
  const membership = db().select({ one: sql`1` }).from(appMembers).where(withMembership(actor));
  return sql<boolean>`(${inAccount} and ${exists(membership)})`;
}

/** The first three active managers of the row of `apps` at hand, to say whom to ask. */
export const managers = sql`(
  select coalesce(json_agg(manager.name order by manager.name), '[]') from (
    select u.name from app_members m join users u on u.id = m.user_id
    where m.app_id = ${apps.id} and m.level = 'manage' and u.status = 'active' order by u.name limit 3
  ) manager
)`;

/** Joins the actor's own membership to the row of `apps` at hand. */
export function withMembership(actor: Actor): SQL | undefined {
  return and(eq(appMembers.appId, apps.id), eq(appMembers.userId, actor.id));
}

/** What the rules need to know of an app; null in another account. */
export async function findAppFacts(actor: Actor, id: string, at: Database | Transaction = db()) {
  const [app] = await at
    .select({
      id: apps.id,
      accountId: apps.accountId,
      name: apps.name,
      description: apps.description,
      level: appMembers.level,
      managers: sql<string[]>`${managers}`,
    })
    .from(apps)
    .leftJoin(appMembers, withMembership(actor))
    .where(and(eq(apps.accountId, actor.accountId), eq(apps.id, id)));
  return app ?? null;
}

type Strength = "share" | "no key update" | "update";

/** Holds the app until the transaction ends, before anything else: what is made in it takes "share". Whether there is one. */
export async function holdApp(tx: Transaction, actor: Actor, id: string, strength: Strength): Promise<boolean> {
  const [held] = await tx
    .select({ id: apps.id })
    .from(apps)
    .where(and(eq(apps.accountId, actor.accountId), eq(apps.id, id)))
    .for(strength);
  return held !== undefined;
}

/**
 * As `findAppFacts`, holding the app until the transaction ends, and the actor's membership with it. Everything that changes
 * an app or its members comes through here, so that the order is always the same: the app, connections and objects, if any
 * are held, then memberships, as a deactivation takes a user's connections before their memberships.
 */
export async function lockApp(tx: Transaction, actor: Actor, id: string, strength: Strength) {
  if (!(await holdApp(tx, actor, id, strength))) return null;
  await tx
    .select({ userId: appMembers.userId })
    .from(appMembers)
    .where(and(eq(appMembers.appId, id), eq(appMembers.userId, actor.id)))
    .for("key share");
  return findAppFacts(actor, id, tx);
}

/** An app's members, in the order in which they were added. Throws AppError `not_found`. */
export async function membersPage(actor: Actor, id: string): Promise<MembersPage> {
  const app = authorizeInApp(actor, "app.see", await findAppFacts(actor, id));
  const adders = alias(users, "adders");
  const rows = await db()
    .select({
      userId: users.id,
      name: users.name,
      email: users.email,
      level: appMembers.level,
      addedBy: adders.name,
      addedAt: appMembers.addedAt,
    })
    .from(appMembers)
    .innerJoin(users, eq(users.id, appMembers.userId))
    .leftJoin(adders, eq(adders.id, appMembers.addedBy))
    .where(and(eq(appMembers.accountId, actor.accountId), eq(appMembers.appId, id)))
    .orderBy(asc(appMembers.addedAt), asc(appMembers.userId));
  const manage = answerInApp(actor, "app.manage_members", app);
  return {
    app: { id, name: app.name, description: app.description, abilities: abilitiesIn(actor, app) },
    members: rows.map((row) => ({ ...row, addedAt: row.addedAt.toISOString(), self: row.userId === actor.id })),
    refusal: "reason" in manage ? manage.reason : null,
  };
}

/** People to add to an app. Throws AppError `not_found`, `forbidden`. */
export async function searchMembers(actor: Actor, { appId, q }: SearchMembersInput): Promise<PeopleFound> {
  authorizeInApp(actor, "app.manage_members", await findAppFacts(actor, appId));
  const already = sql`exists (
    select from ${appMembers} where ${appMembers.appId} = ${appId} and ${appMembers.userId} = ${users.id}
  )`;
  return findPeople(actor, q, sql<boolean>`${already}`);
}

/** Throws AppError `not_found`. */
export async function findApp(actor: Actor, id: string): Promise<AppDetail> {
  const app = authorizeInApp(actor, "app.see", await findAppFacts(actor, id));
  return { id: app.id, name: app.name, description: app.description, abilities: abilitiesIn(actor, app) };
}
