import { and, asc, eq, exists, type SQL, sql } from "drizzle-orm";
import { type Database, db, type Transaction } from "@/db/client";
import { appMembers, apps } from "@/db/schema";
import { type Actor, abilitiesIn, authorizeInApp } from "../policy";
import type { AppDetail, AppRow } from "./schema";

/** Apps that the actor may see, as SQL; a test holds it against the policy. */
export function appVisibleTo(actor: Actor): SQL<boolean> {
  const inAccount = eq(apps.accountId, actor.accountId);
  if (actor.role === "super_admin") return sql<boolean>`(${inAccount})`;
  const membership = db()
    .select({ one: sql`1` })
    .from(appMembers)
    .where(and(eq(appMembers.appId, apps.id), eq(appMembers.userId, actor.id)));
  return sql<boolean>`(${inAccount} and ${exists(membership)})`;
}

/** What the rules need to know of an app; null in another account. */
export async function findAppFacts(actor: Actor, id: string, at: Database | Transaction = db()) {
  const managers = sql`(
    select coalesce(json_agg(manager.name order by manager.name), '[]') from (
      select u.name from app_members m join users u on u.id = m.user_id
      where m.app_id = ${apps.id} and m.level = 'manage' and u.status = 'active' order by u.name limit 3
    ) manager
  )`;
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
    .leftJoin(appMembers, and(eq(appMembers.appId, apps.id), eq(appMembers.userId, actor.id)))
    .where(and(eq(apps.accountId, actor.accountId), eq(apps.id, id)));
  return app ?? null;
}

/** Apps that the actor is a member of, by name. */
export async function listApps(actor: Actor): Promise<AppRow[]> {
  const members = sql`(select count(*)::int from app_members m where m.app_id = ${apps.id})`;
  const objects = sql`(
    select count(*)::int from external_data_objects o where o.account_id = ${apps.accountId} and o.app_id = ${apps.id}
  )`;
  return db()
    .select({
      id: apps.id,
      name: apps.name,
      description: apps.description,
      level: appMembers.level,
      memberCount: sql<number>`${members}`,
      objectCount: sql<number>`${objects}`,
    })
    .from(appMembers)
    .innerJoin(apps, eq(apps.id, appMembers.appId))
    .where(and(eq(appMembers.userId, actor.id), eq(apps.accountId, actor.accountId)))
    .orderBy(asc(apps.nameKey), asc(apps.id));
}

/** Throws AppError `not_found`. */
export async function findApp(actor: Actor, id: string): Promise<AppDetail> {
  const app = authorizeInApp(actor, "app.see", await findAppFacts(actor, id));
  return { id: app.id, name: app.name, description: app.description, abilities: abilitiesIn(actor, app) };
}
