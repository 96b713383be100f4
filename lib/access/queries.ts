import { createHash } from "node:crypto";
import { and, asc, desc, eq, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type Database, db, type Transaction } from "@/db/client";
import { accessReviews, appMembers, apps, connectionAdmins, connections, users } from "@/db/schema";
import { sharePage } from "../admins/queries";
import type { Admin } from "../admins/schema";
import { inForce } from "../connections/queries";
import { AppError } from "../errors";
import { type Actor, authorizeUserAdministration } from "../policy";
import {
  type AppOfUser,
  type ConnectionAccess,
  type ConnectionOfUser,
  exportLimit,
  type Review,
  shownLimit,
  type UserAccess,
} from "./schema";

type At = Database | Transaction;

/** Who has access to a connection. Throws AppError `not_found`. */
export async function connectionAccess(actor: Actor, id: string): Promise<ConnectionAccess> {
  const [page, review] = await Promise.all([
    sharePage(actor, id),
    findReview(db(), actor, eq(accessReviews.connectionId, id)),
  ]);
  return { page, review, entries: page.admins.length, seen: seenOf(page.admins.map(adminKey)) };
}

export const adminKey = ({ userId, endsAt }: Pick<Admin, "userId" | "endsAt">) => `${userId} ${endsAt}`;

/** Stands for a set of accesses: another one when somebody comes, goes, or gets another level or end. */
export function seenOf(keys: readonly string[]): string {
  return createHash("sha256")
    .update([...keys].sort().join("\n"))
    .digest("base64url");
}

async function findReview(at: At, actor: Actor, of: SQL): Promise<Review | null> {
  const [last] = await at
    .select({ at: accessReviews.reviewedAt, by: users.name, entries: accessReviews.entries })
    .from(accessReviews)
    .innerJoin(users, eq(users.id, accessReviews.reviewedBy))
    .where(and(eq(accessReviews.accountId, actor.accountId), of))
    .orderBy(desc(accessReviews.reviewedAt), desc(accessReviews.id))
    .limit(1);
  return last === undefined ? null : { ...last, at: last.at.toISOString() };
}

/** What a user has access to. Throws AppError `forbidden`, and `not_found` outside of the account. */
export async function userAccess(actor: Actor, userId: string): Promise<UserAccess> {
  const [held, review] = await Promise.all([
    heldBy(actor, userId),
    findReview(db(), actor, eq(accessReviews.userId, userId)),
  ]);
  const { connections, apps, entries, seen } = held;
  return {
    entries,
    seen,
    review,
    userId,
    connections: connections.slice(0, shownLimit),
    apps: apps.slice(0, shownLimit),
  };
}

/** As `userAccess`, all of it. */
export async function heldBy(actor: Actor, userId: string) {
  authorizeUserAdministration(actor);
  return listHeld(db(), actor, userId);
}

/** Everything that a user of the account has access to, up to `exportLimit` of each. The caller has checked the right. */
export async function listHeld(at: At, actor: Actor, userId: string) {
  const [user] = await at
    .select({ name: users.name })
    .from(users)
    .where(and(eq(users.accountId, actor.accountId), eq(users.id, userId)));
  if (user === undefined) throw new AppError("not_found", "There is no such user in this account.");
  const connections = await listConnectionsOf(at, actor, userId);
  const apps = await listAppsOf(at, actor, userId);
  const keys = [
    ...connections.map(({ id, endsAt }) => `${id} ${endsAt}`),
    ...apps.map(({ id, level }) => `${id} ${level}`),
  ];
  return { userName: user.name, connections, apps, entries: keys.length, seen: seenOf(keys) };
}

async function listConnectionsOf(at: At, actor: Actor, userId: string): Promise<ConnectionOfUser[]> {
  const adders = alias(users, "adders");
  const rows = await at
    .select({
      id: connections.id,
      name: connections.name,
      environment: connections.environment,
      since: connectionAdmins.addedAt,
      by: adders.name,
      reason: connectionAdmins.reason,
      endsAt: connectionAdmins.endsAt,
      lastUsedAt: connectionAdmins.lastUsedAt,
    })
    .from(connectionAdmins)
    .innerJoin(connections, eq(connections.id, connectionAdmins.connectionId))
    .leftJoin(adders, eq(adders.id, connectionAdmins.addedBy))
    .where(and(eq(connectionAdmins.accountId, actor.accountId), eq(connectionAdmins.userId, userId), inForce))
    .orderBy(asc(connections.nameKey), asc(connections.id))
    .limit(exportLimit);
  return rows.map(({ since, endsAt, lastUsedAt, ...row }) => ({
    ...row,
    since: since.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }));
}

async function listAppsOf(at: At, actor: Actor, userId: string): Promise<AppOfUser[]> {
  const adders = alias(users, "adders");
  const rows = await at
    .select({
      id: apps.id,
      name: apps.name,
      level: appMembers.level,
      since: appMembers.addedAt,
      by: adders.name,
      lastUsedAt: appMembers.lastUsedAt,
    })
    .from(appMembers)
    .innerJoin(apps, eq(apps.id, appMembers.appId))
    .leftJoin(adders, eq(adders.id, appMembers.addedBy))
    .where(and(eq(appMembers.accountId, actor.accountId), eq(appMembers.userId, userId)))
    .orderBy(asc(apps.nameKey), asc(apps.id))
    .limit(exportLimit);
  return rows.map(({ since, lastUsedAt, ...row }) => ({
    ...row,
    since: since.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }));
}
