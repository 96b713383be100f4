import { and, eq, ne, sql } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { connectionAdmins, connections, users } from "@/db/schema";
import { record } from "../../audit/commands";
import { inForce, lockConnection } from "../../connections/queries";
import { AppError } from "../../errors";
import { notify } from "../../notices/commands";
import { type Actor, authorize } from "../../policy";
import { endOverOn } from "../ending/commands";
import { type BreakGlassEnd, type BreakGlassInput, type BrokenGlass, longestMs, shortestMs } from "./schema";

/**
 * Shares a connection with the super admin who asks, for a reason and until an end, and tells its other admins. Again by
 * who is in already, it prolongs what ends by itself, for another reason. Throws AppError `not_found`, `forbidden`,
 * `invalid` for the end, and `conflict` for what needs an admin: that is taken over, without an end.
 */
export async function breakGlass(actor: Actor, { connectionId, reason, end }: BreakGlassInput): Promise<BrokenGlass> {
  return db().transaction(async (tx) => {
    const held = await lockConnection(tx, actor, connectionId, "no key update");
    const isEnding = held?.right?.endsAt instanceof Date;
    // A share that ends is no bar to another one.
    const facts = held === null ? null : { ...held, isAdmin: held.isAdmin && !isEnding };
    if (isEnding && actor.role !== "super_admin") throw notSuperAdmin();
    const connection = authorize(actor, "connection.break_glass", facts);
    if (connection.adminCount === 0) throw needsAnAdmin();
    const endsAt = endOf(end, await holdSuperAdmin(tx, actor));
    if (isEnding) await prolong(tx, actor, connection.id, { reason, endsAt });
    else await begin(tx, actor, connection, { reason, endsAt });
    if (endsAt === null) await countOneMore(tx, connection.id);
    const by = { accountId: actor.accountId, actorId: actor.id };
    const until = endsAt?.toISOString() ?? null;
    const action = isEnding ? "connection.break_glass_prolonged" : "connection.break_glass";
    const [event] = await record(tx, by, connection.id, { action, data: { reason, endsAt: until } });
    if (event === undefined) throw new Error("A record gave no event.");
    const { name, environment } = connection;
    const data = { by: actor.name, connectionId: connection.id, name, environment, reason, endsAt: until };
    await notify(tx, event, { kind: "connection.break_glass", data }, await listOthers(tx, actor, connection.id));
    return { endsAt: until };
  });
}

type Terms = { reason: string; endsAt: Date | null };

async function begin(
  tx: Transaction,
  actor: Actor,
  connection: Parameters<typeof endOverOn>[1],
  terms: Terms,
): Promise<void> {
  // What was over stands in the way of what begins, until the job comes by.
  await endOverOn(tx, connection, [actor.id]);
  const { accountId, id: userId } = actor;
  await tx
    .insert(connectionAdmins)
    .values({ accountId, connectionId: connection.id, userId, addedBy: userId, addedAt: new Date(), ...terms });
}

async function prolong(tx: Transaction, actor: Actor, connectionId: string, terms: Terms): Promise<void> {
  const prolonged = await tx
    .update(connectionAdmins)
    .set(terms)
    .where(
      and(
        eq(connectionAdmins.connectionId, connectionId),
        eq(connectionAdmins.userId, actor.id),
        ne(connectionAdmins.reason, terms.reason),
      ),
    )
    .returning({ userId: connectionAdmins.userId });
  if (prolonged.length > 0) return;
  const sentence = "You gave this reason before. Say why you need the connection for longer.";
  throw new AppError("invalid", sentence, { fields: { reason: sentence } });
}

async function countOneMore(tx: Transaction, connectionId: string): Promise<void> {
  await tx
    .update(connections)
    .set({ adminCount: sql`${connections.adminCount} + 1` })
    .where(eq(connections.id, connectionId));
}

/** The database's clock, by which shares end, and the actor's role until the transaction ends. */
async function holdSuperAdmin(tx: Transaction, actor: Actor): Promise<Date> {
  const [user] = await tx
    .select({ now: sql<string>`statement_timestamp()` })
    .from(users)
    .where(and(eq(users.id, actor.id), eq(users.role, "super_admin"), eq(users.status, "active")))
    .for("share");
  if (user === undefined) throw notSuperAdmin();
  return new Date(user.now);
}

/** What was right when the form was filled in is still right when it arrives. */
const graceMs = 5 * 60_000;

function endOf(end: BreakGlassEnd, now: Date): Date | null {
  if (end.kind === "revoked") return null;
  if (end.kind === "after") return new Date(now.getTime() + end.hours * 3_600_000);
  const at = new Date(end.at);
  const lastsMs = at.getTime() - now.getTime();
  if (lastsMs >= shortestMs - graceMs && lastsMs <= longestMs + graceMs) return at;
  const sentence = "Choose an end between 1 hour and 30 days from now.";
  throw new AppError("invalid", sentence, { fields: { end: sentence } });
}

async function listOthers(tx: Transaction, actor: Actor, connectionId: string): Promise<string[]> {
  const found = await tx
    .select({ userId: connectionAdmins.userId })
    .from(connectionAdmins)
    .where(and(eq(connectionAdmins.connectionId, connectionId), ne(connectionAdmins.userId, actor.id), inForce));
  return found.map(({ userId }) => userId);
}

function notSuperAdmin(): AppError {
  return new AppError("forbidden", "Only super admins share a connection with themselves. Ask one of its admins.");
}

function needsAnAdmin(): AppError {
  return new AppError("conflict", "This connection needs an admin. Take it over instead: that has no end.");
}
