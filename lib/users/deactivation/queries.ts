import { and, eq, sql } from "drizzle-orm";
import { type Database, db, type Transaction } from "@/db/client";
import { users } from "@/db/schema";
import { AppError } from "../../errors";
import { type Actor, authorizeUserAdministration, type Environment } from "../../policy";
import { findPeople } from "../people/queries";
import type { PeopleFound } from "../people/schema";
import type { Sole } from "./decide";
import {
  draftsOf,
  invitationsOf,
  type Leaver,
  listLeftApps,
  listLeftConnections,
  requestsForOnly,
  requestsMadeBy,
  soleApps,
  soleConnections,
} from "./left/queries";
import type {
  LeftApp,
  LeftAppsInput,
  LeftBehind,
  LeftConnection,
  LeftConnectionsInput,
  LeftPage,
  ReceiversInput,
} from "./schema";

// Whoever has seen these and no others sees the same text again.
const seen = sql`md5(coalesce(string_agg(c.id::text, ',' order by c.id), ''))`;

/** What the user alone answers for; true for long only while all of it is held. */
export async function findSole(at: Database | Transaction, leaver: Leaver): Promise<Sole> {
  const [connections] = await at.execute<{ ids: string[]; seen: string }>(
    sql`select coalesce(json_agg(c.id), '[]') as ids, ${seen} as seen ${soleConnections(leaver)}`,
  );
  const [apps] = await at.execute<{ ids: string[] }>(
    sql`select coalesce(json_agg(p.id), '[]') as ids ${soleApps(leaver)}`,
  );
  return { connectionIds: connections?.ids ?? [], seen: connections?.seen ?? "", appIds: apps?.ids ?? [] };
}

/** What deactivating a user leaves behind. Throws AppError `forbidden`, `not_found`, and `conflict` for who is deactivated. */
export async function leftBehind(actor: Actor, { userId }: { userId: string }): Promise<LeftBehind> {
  authorizeUserAdministration(actor);
  const { accountId } = actor;
  const user = await requireLeaver(db(), actor, userId);
  const leaver = { accountId, userId };
  const [counted, connections, apps, drafts, requestsMade, requestsToAnswer, invitations] = await Promise.all([
    countLeft(leaver),
    listLeftConnections(accountId, { userId, q: "", after: null }),
    listLeftApps(accountId, { userId, q: "", after: null }),
    draftsOf(leaver),
    requestsMadeBy(leaver),
    requestsForOnly(leaver),
    invitationsOf(leaver),
  ]);
  return {
    user,
    connections: { ...connections, ...counted.connections },
    apps: { ...apps, total: counted.apps },
    shared: counted.shared,
    drafts,
    requestsMade,
    requestsToAnswer,
    invitations,
  };
}

/** The user, active. Throws AppError `not_found` and `conflict`. */
export async function requireLeaver(at: Database | Transaction, { accountId }: Actor, userId: string) {
  const [user] = await at
    .select({ id: users.id, name: users.name, email: users.email, role: users.role, status: users.status })
    .from(users)
    .where(and(eq(users.accountId, accountId), eq(users.id, userId)));
  if (user === undefined) throw new AppError("not_found", "There is no such user in this account.");
  const { status, ...active } = user;
  if (status === "deactivated") throw new AppError("conflict", `${user.name} is deactivated already.`);
  return active;
}

async function countLeft(leaver: Leaver) {
  const { accountId, userId } = leaver;
  const [row] = await db().execute<
    Record<Environment | "all" | "apps" | "in_connections" | "in_apps", number> & { seen: string }
  >(sql`
    select sole.*,
      (select count(*)::int ${soleApps(leaver)}) as apps,
      (select count(*)::int from connection_admins where account_id = ${accountId} and user_id = ${userId}
        and (ends_at is null or ends_at > statement_timestamp())) as in_connections,
      (select count(*)::int from app_members where account_id = ${accountId} and user_id = ${userId}) as in_apps
    from (
      select count(*)::int as all, ${seen} as seen,
        count(*) filter (where c.environment = 'development')::int as development,
        count(*) filter (where c.environment = 'test')::int as test,
        count(*) filter (where c.environment = 'production')::int as production
      ${soleConnections(leaver)}
    ) sole`);
  if (row === undefined) throw new Error("Counting gave no row.");
  const { development, test, production } = row;
  return {
    connections: { total: row.all, byEnvironment: { development, test, production }, seen: row.seen },
    apps: row.apps,
    shared: { connections: row.in_connections - row.all, apps: row.in_apps - row.apps },
  };
}

/** A further page of the connections, or what a search finds of them. Throws AppError as `leftBehind`. */
export async function leftConnectionsPage(
  actor: Actor,
  input: LeftConnectionsInput,
): Promise<LeftPage<LeftConnection>> {
  authorizeUserAdministration(actor);
  await requireLeaver(db(), actor, input.userId);
  return listLeftConnections(actor.accountId, input);
}

/** As `leftConnectionsPage`, of the apps. */
export async function leftAppsPage(actor: Actor, input: LeftAppsInput): Promise<LeftPage<LeftApp>> {
  authorizeUserAdministration(actor);
  await requireLeaver(db(), actor, input.userId);
  return listLeftApps(actor.accountId, input);
}

/** Who can take over: every other active user, oneself included. Throws AppError as `leftBehind`. */
export async function findReceivers(actor: Actor, { userId, q }: ReceiversInput): Promise<PeopleFound> {
  authorizeUserAdministration(actor);
  await requireLeaver(db(), actor, userId);
  return findPeople(actor, q, sql<boolean>`${users.id} = ${userId}`);
}
