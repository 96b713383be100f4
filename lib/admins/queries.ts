import { and, asc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type Database, db, type Transaction } from "@/db/client";
import { connectionAdmins, connections, externalDataObjects, objectBindings, users } from "@/db/schema";
import { administeredBy, findConnection, inForce, rowColumns, toRow } from "../connections/queries";
import { type Actor, authorize } from "../policy";
import { findPeople } from "../users/people/queries";
import type { PeopleFound } from "../users/people/schema";
import { vault } from "../vault";
import type { Admin, SearchPeopleInput, SharePage } from "./schema";

/** A connection and its admins, in the order in which they were added. Throws AppError `not_found`. */
export async function sharePage(actor: Actor, id: string): Promise<SharePage> {
  const [found] = await db()
    .select(rowColumns(actor, administeredBy(actor)))
    .from(connections)
    .where(and(eq(connections.accountId, actor.accountId), eq(connections.id, id)));
  const connection = toRow(actor, authorize(actor, "connection.see_admins", found ?? null), (await vault()).keyIds);
  const { name, connector, environment, status, objectCount, abilities } = connection;
  return {
    connection: {
      id,
      name,
      connector,
      environment,
      status,
      objectCount,
      appCount: await countApps(actor, id),
      abilities,
    },
    admins: await listAdmins(db(), actor, id),
    selfId: actor.id,
  };
}

/** Apps with an object that is linked to the connection, seen by the actor or not. */
async function countApps(actor: Actor, connectionId: string): Promise<number> {
  const [counted] = await db()
    .select({ apps: sql<number>`count(distinct ${externalDataObjects.appId})::int` })
    .from(objectBindings)
    .innerJoin(externalDataObjects, eq(externalDataObjects.id, objectBindings.objectId))
    .where(and(eq(objectBindings.accountId, actor.accountId), eq(objectBindings.connectionId, connectionId)));
  return counted?.apps ?? 0;
}

/** The caller has checked that the actor may see them. */
export async function listAdmins(at: Database | Transaction, actor: Actor, connectionId: string): Promise<Admin[]> {
  const adders = alias(users, "adders");
  const rows = await at
    .select({
      userId: users.id,
      name: users.name,
      email: users.email,
      addedBy: adders.name,
      addedAt: connectionAdmins.addedAt,
      reason: connectionAdmins.reason,
      endsAt: connectionAdmins.endsAt,
      lastUsedAt: connectionAdmins.lastUsedAt,
    })
    .from(connectionAdmins)
    .innerJoin(users, eq(users.id, connectionAdmins.userId))
    .leftJoin(adders, eq(adders.id, connectionAdmins.addedBy))
    .where(
      and(eq(connectionAdmins.accountId, actor.accountId), eq(connectionAdmins.connectionId, connectionId), inForce),
    )
    .orderBy(asc(connectionAdmins.addedAt), asc(connectionAdmins.userId));
  return rows.map(({ addedAt, endsAt, lastUsedAt, ...row }) => ({
    ...row,
    addedAt: addedAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    self: row.userId === actor.id,
  }));
}

/** People to share a connection with. Throws AppError `not_found`. */
export async function searchPeople(actor: Actor, { connectionId, q }: SearchPeopleInput): Promise<PeopleFound> {
  authorize(actor, "connection.add_admin", await findConnection(actor, connectionId));
  // Whose share ends by itself can be given one that does not, by others.
  const alreadyAdmin = sql`exists (
    select from ${connectionAdmins}
    where ${connectionAdmins.connectionId} = ${connectionId} and ${connectionAdmins.userId} = ${users.id}
      and (${connectionAdmins.endsAt} is null or (${inForce} and ${users.id} = ${actor.id}))
  )`;
  // Inside another template, because drizzle takes the table's name off columns that stand in a selection themselves.
  return findPeople(actor, q, sql<boolean>`${alreadyAdmin}`);
}
