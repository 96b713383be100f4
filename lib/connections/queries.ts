import { and, eq, exists, type Placeholder, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { type Database, db, type Transaction } from "@/db/client";
import { connectionAdmins, connections, users } from "@/db/schema";
import { lastUsed } from "../access/last-used/last-used";
import { type Actor, abilitiesOn, answerCreate, authorize, type Environment, environments } from "../policy";
import { vault } from "../vault";
import { type ConnectionDetail, type ConnectionRow, type DuplicateSource, type ListedAdmin, nameKey } from "./schema";
import { knownConnector, statusOf } from "./status";

/** Rows that the actor may see, as SQL; a test holds it against the policy, cell by cell. */
export function visibleTo(actor: Actor): SQL {
  const inAccount = eq(connections.accountId, actor.accountId);
  if (actor.role === "super_admin") return inAccount;
  return sql`(${inAccount} and ${administeredBy(actor)})`;
}

/**
 * Whether the share at hand counts. One whose end is over counts for nothing at once, deleted or not; by the clock of the
 * statement and not of its transaction, which may have waited for a lock meanwhile.
 */
export const inForce = sql<boolean>`(
  ${connectionAdmins.endsAt} is null or ${connectionAdmins.endsAt} > statement_timestamp()
)`;

/** The actor, or the place where a prepared statement will have them. */
export type Who = { id: string | Placeholder };

/** Whether the row of `connections` at hand is shared with the actor. */
export function administeredBy(actor: Who): SQL<boolean> {
  const row = db()
    .select({ one: sql`1` })
    .from(connectionAdmins)
    .where(and(eq(connectionAdmins.connectionId, connections.id), eq(connectionAdmins.userId, actor.id), inForce));
  return sql<boolean>`${exists(row)}`;
}

/** What a row of the list is made of. `isAdmin` is SQL, so that a path that knows the answer need not ask again. */
export function rowColumns(actor: Who, isAdmin: SQL<boolean>) {
  return {
    id: connections.id,
    accountId: connections.accountId,
    name: connections.name,
    nameKey: connections.nameKey,
    connector: connections.connector,
    environment: connections.environment,
    address: connections.address,
    createdAt: connections.createdAt,
    modifiedAt: connections.modifiedAt,
    adminCount: connections.adminCount,
    objectCount: connections.linkedObjectCount,
    credentialsState: connections.credentialsState,
    credentialsKeyId: connections.credentialsKeyId,
    isAdmin,
    admins: firstAdmins(actor),
  };
}

/** The first eight admins: the actor, those whose share ends by itself, then the others. */
function firstAdmins(actor: Who): SQL<ListedAdmin[]> {
  // Names are looked up one by one: joined, the planner may read every user for every row.
  const name = sql`(select ${users.name} from ${users} where ${users.id} = first.user_id)`;
  const list = sql`(
    select coalesce(json_agg(
      case when first.reason is null then json_build_object('id', first.user_id, 'name', ${name})
      else json_build_object('id', first.user_id, 'name', ${name}, 'breakGlass', json_build_object('endsAt', first.ends_at))
      end
    ), '[]')
    from (
      select ${connectionAdmins.userId}, ${connectionAdmins.reason}, ${connectionAdmins.endsAt}
      from ${connectionAdmins}
      where ${connectionAdmins.connectionId} = ${connections.id} and ${inForce}
      order by ${connectionAdmins.userId} <> ${actor.id}, ${connectionAdmins.endsAt} is null,
        ${connectionAdmins.addedAt}, ${connectionAdmins.userId}
      limit 8
    ) first
  )`;
  // Inside another template, because drizzle takes the table's name off columns that stand in a selection themselves.
  return sql<ListedAdmin[]>`${list}`;
}

type StoredRow = {
  [K in keyof ReturnType<typeof rowColumns>]: ReturnType<typeof rowColumns>[K] extends { _: { data: infer D } }
    ? D
    : ReturnType<typeof rowColumns>[K] extends SQL<infer T>
      ? T
      : never;
};

export function toRow(actor: Actor, stored: StoredRow, keyIds: readonly string[]): ConnectionRow {
  return {
    id: stored.id,
    name: stored.name,
    connector: knownConnector(stored.connector),
    environment: stored.environment,
    ...statusOf(stored, keyIds),
    address: stored.isAdmin ? stored.address : null,
    createdAt: stored.createdAt.toISOString(),
    modifiedAt: stored.modifiedAt.toISOString(),
    admins: stored.admins,
    adminCount: stored.adminCount,
    objectCount: stored.objectCount,
    abilities: abilitiesOn(actor, stored),
  };
}

const guardColumns = {
  id: connections.id,
  accountId: connections.accountId,
  environment: connections.environment,
  connector: connections.connector,
  name: connections.name,
  details: connections.details,
  version: connections.version,
  adminCount: connections.adminCount,
};

/** What commands decide on: the connection, and whether it is shared with the actor. Null in another account. */
export async function findConnection(actor: Actor, id: string, at: Database | Transaction = db()) {
  const [connection] = await at
    .select({ ...guardColumns, isAdmin: administeredBy(actor) })
    .from(connections)
    .where(and(eq(connections.accountId, actor.accountId), eq(connections.id, id)));
  return connection ?? null;
}

/**
 * As `findConnection`, holding the row until the transaction ends, and the actor's right with it. Everything that changes
 * a connection comes through here, so that the order is always the same: the connection, then admin rows.
 * `right` says when the actor's own share ends; null when it counts for nothing.
 */
export async function lockConnection(tx: Transaction, actor: Actor, id: string, strength: "no key update" | "update") {
  const [connection] = await tx
    .select(guardColumns)
    .from(connections)
    .where(and(eq(connections.accountId, actor.accountId), eq(connections.id, id)))
    .for(strength);
  if (connection === undefined) return null;
  const [right] = await tx
    .select({ endsAt: connectionAdmins.endsAt })
    .from(connectionAdmins)
    .where(and(eq(connectionAdmins.connectionId, id), eq(connectionAdmins.userId, actor.id), inForce))
    .for("key share");
  if (right !== undefined) lastUsed().note("connection", id, actor.id);
  return { ...connection, isAdmin: right !== undefined, right: right ?? null };
}

/** Whether the name is in use in the environment, by a connection that the actor may not even see. */
export async function isNameTaken(actor: Actor, { environment, name }: { environment: Environment; name: string }) {
  const [taken] = await db()
    .select({ id: connections.id })
    .from(connections)
    .where(
      and(
        eq(connections.accountId, actor.accountId),
        eq(connections.environment, environment),
        eq(connections.nameKey, nameKey(name)),
      ),
    );
  return taken !== undefined;
}

/** Names of active super admins, to say whom to ask; at most five. */
export async function listSuperAdminNames(actor: Actor): Promise<string[]> {
  const found = await db()
    .select({ name: users.name })
    .from(users)
    .where(sql`${users.accountId} = ${actor.accountId} and role = 'super_admin' and status = 'active'`)
    .orderBy(users.name)
    .limit(5);
  return found.map(({ name }) => name);
}

const storedDetails = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** Details as a form holds them: text by field. */
function detailsAsText(details: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(storedDetails.parse(details)).map(([name, value]) => [name, String(value)]));
}

/** A connection's own page. Throws AppError `not_found`. */
export async function findConnectionDetail(actor: Actor, id: string): Promise<ConnectionDetail> {
  const [found] = await db()
    .select({
      ...rowColumns(actor, administeredBy(actor)),
      details: connections.details,
      creatorId: connections.createdBy,
      creatorName: users.name,
    })
    .from(connections)
    .innerJoin(users, eq(users.id, connections.createdBy))
    .where(and(eq(connections.accountId, actor.accountId), eq(connections.id, id)));
  const connection = authorize(actor, "connection.see", found ?? null);
  const row = toRow(actor, connection, (await vault()).keyIds);
  return {
    ...row,
    details: row.abilities.includes("connection.see_details") ? detailsAsText(connection.details) : null,
    createdBy: { id: connection.creatorId, name: connection.creatorName },
  };
}

/** What Duplicate fills in. Throws AppError `not_found`, `forbidden`. */
export async function duplicateSource(actor: Actor, id: string): Promise<DuplicateSource> {
  const connection = authorize(actor, "connection.duplicate", await findConnection(actor, id));
  return {
    name: connection.name,
    connector: knownConnector(connection.connector),
    details: detailsAsText(connection.details),
    environments: environments.filter((environment) => answerCreate(actor, environment, []).allowed),
  };
}
