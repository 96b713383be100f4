import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { connectionAdmins, connections, users } from "@/db/schema";
import { administeredBy, findConnection, listSuperAdminNames, rowColumns, toRow } from "../connections/queries";
import { type Actor, authorize } from "../policy";
import { vault } from "../vault";
import type { Admin, PeopleFound, SearchPeopleInput, SharePage } from "./schema";

/** A connection and its admins, in the order in which they were added. Throws AppError `not_found`. */
export async function sharePage(actor: Actor, id: string): Promise<SharePage> {
  const [found] = await db()
    .select(rowColumns(actor, administeredBy(actor)))
    .from(connections)
    .where(and(eq(connections.accountId, actor.accountId), eq(connections.id, id)));
  const connection = toRow(actor, authorize(actor, "connection.see_admins", found ?? null), (await vault()).keyIds);
  const { name, connector, environment, status, objectCount, abilities } = connection;
  return {
    connection: { id, name, connector, environment, status, objectCount, abilities },
    admins: await listAdmins(actor, id),
  };
}

async function listAdmins(actor: Actor, connectionId: string): Promise<Admin[]> {
  const adders = alias(users, "adders");
  const rows = await db()
    .select({
      userId: users.id,
      name: users.name,
      email: users.email,
      addedBy: adders.name,
      addedAt: connectionAdmins.addedAt,
    })
    .from(connectionAdmins)
    .innerJoin(users, eq(users.id, connectionAdmins.userId))
    .leftJoin(adders, eq(adders.id, connectionAdmins.addedBy))
    .where(and(eq(connectionAdmins.accountId, actor.accountId), eq(connectionAdmins.connectionId, connectionId)))
    .orderBy(asc(connectionAdmins.addedAt), asc(connectionAdmins.userId));
  return rows.map((row) => ({ ...row, addedAt: row.addedAt.toISOString(), self: row.userId === actor.id }));
}

/** People found at a time. */
const foundLimit = 20;

/** Active users of the account by part of their name or e-mail, best first. Throws AppError `not_found`. */
export async function searchPeople(actor: Actor, { connectionId, q }: SearchPeopleInput): Promise<PeopleFound> {
  authorize(actor, "connection.add_admin", await findConnection(actor, connectionId));
  const wanted = q.normalize("NFC").trim().toLowerCase();
  const alreadyAdmin: SQL<boolean> = sql<boolean>`${sql`exists (
    select from ${connectionAdmins}
    where ${connectionAdmins.connectionId} = ${connectionId} and ${connectionAdmins.userId} = ${users.id}
  )`}`;
  const found = await db()
    .select({ id: users.id, name: users.name, email: users.email, alreadyAdmin })
    .from(users)
    .where(
      and(
        eq(users.accountId, actor.accountId),
        eq(users.status, "active"),
        wanted === "" ? undefined : sql`${users.searchKey} like ${`%${escaped(wanted)}%`}`,
      ),
    )
    // Those whose name begins with it first; people who are admins already last.
    .orderBy(alreadyAdmin, sql`${users.searchKey} not like ${`${escaped(wanted)}%`}`, asc(users.name), asc(users.id))
    .limit(foundLimit + 1);
  return {
    people: found.slice(0, foundLimit),
    more: found.length > foundLimit,
    canInvite: found.length === 0 ? await listSuperAdminNames(actor) : [],
  };
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
