import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { connections, objectBindings, objectVersions, users } from "@/db/schema";
import { record } from "../../audit/commands";
import { lockConnection } from "../../connections/queries";
import { AppError } from "../../errors";
import { type Actor, authorize, type Environment, environmentNames } from "../../policy";
import type { Bound } from "../schema";

type Place = { objectId: string; environment: Environment };
export type HeldPlace = Awaited<ReturnType<typeof holdPlace>>;

/**
 * Holds the connection that a version is to be bound to, for one of its admins, and the one that is bound there now.
 * Comes before `lockObject`: whoever holds both has the connections first, in id order, so that nobody waits in a circle.
 * Throws AppError `not_found`, `forbidden`, and `conflict` for a connection of another environment.
 */
export async function holdPlace(tx: Transaction, actor: Actor, place: Place & { connectionId: string }) {
  const { objectId, environment, connectionId } = place;
  const previous = await findBound(tx, actor, place);
  await lockConnections(tx, actor, previous === null ? [connectionId] : [connectionId, previous.connectionId]);
  const held = await lockConnection(tx, actor, connectionId, "no key update");
  const connection = authorize(actor, "connection.use", held);
  if (connection.environment === environment) return { objectId, environment, connection, previous };
  throw new AppError("conflict", "This connection is of another environment. Choose one of the same environment.");
}

type BindOptions = {
  version: number;
  /** Who asked for it, when that is somebody else than who binds. */
  requestedBy?: string | undefined;
};

/**
 * Ties a published version to a held place, in place of what is bound there. The object is held as well, with the right
 * to do this. Throws AppError `conflict` when something else is bound by now, or the version is not for this connector.
 */
export async function bindVersion(
  tx: Transaction,
  actor: Actor,
  place: HeldPlace,
  options: BindOptions,
): Promise<void> {
  const { objectId, environment, connection, previous } = place;
  const { version, requestedBy } = options;
  if (!isSameBinding(previous, await findBound(tx, actor, place))) throw await boundMeanwhile(tx, actor, place);
  await requireVersionFor(tx, place, version);
  if (previous !== null) await tx.delete(objectBindings).where(at(place));
  await tx.insert(objectBindings).values({
    accountId: actor.accountId,
    objectId,
    environment,
    version,
    connectionId: connection.id,
    connector: connection.connector,
    boundBy: actor.id,
    boundAt: new Date(),
  });
  if (previous?.connectionId !== connection.id) {
    if (previous !== null) await countLinks(tx, [previous.connectionId], -1);
    await countLinks(tx, [connection.id], 1);
  }
  const by = { accountId: actor.accountId, actorId: actor.id };
  const data = { environment, version, connectionId: connection.id, replaced: previous, requestedBy };
  await record(tx, by, objectId, { action: "object.bound", data });
}

const at = ({ objectId, environment }: Place) =>
  and(eq(objectBindings.objectId, objectId), eq(objectBindings.environment, environment));

async function findBound(tx: Transaction, { accountId }: Actor, place: Place): Promise<Bound | null> {
  const [bound] = await tx
    .select({ version: objectBindings.version, connectionId: objectBindings.connectionId })
    .from(objectBindings)
    .where(and(eq(objectBindings.accountId, accountId), at(place)));
  return bound ?? null;
}

export function isSameBinding(one: Bound | null, other: Bound | null): boolean {
  return one?.version === other?.version && one?.connectionId === other?.connectionId;
}

/** Says who bound what, so that nobody goes over it unseen. */
export async function boundMeanwhile(tx: Transaction, { accountId }: Actor, place: Place): Promise<AppError> {
  const [now] = await tx
    .select({ version: objectBindings.version, by: users.name })
    .from(objectBindings)
    .innerJoin(users, eq(users.id, objectBindings.boundBy))
    .where(and(eq(objectBindings.accountId, accountId), at(place)));
  const where = environmentNames[place.environment];
  const what =
    now === undefined ? `What is bound in ${where} changed` : `${now.by} bound version ${now.version} in ${where}`;
  return new AppError("conflict", `${what} in the meantime. Look at it again before you change it.`);
}

async function requireVersionFor(tx: Transaction, { objectId, connection }: HeldPlace, version: number): Promise<void> {
  const [found] = await tx
    .select({ connector: objectVersions.connector })
    .from(objectVersions)
    .where(
      and(
        eq(objectVersions.accountId, connection.accountId),
        eq(objectVersions.objectId, objectId),
        eq(objectVersions.version, version),
      ),
    );
  if (found === undefined) {
    throw new AppError("conflict", `This object has no version ${version}. Choose one that is published.`);
  }
  if (found.connector !== connection.connector) {
    throw new AppError("conflict", "This version is for another connector. Choose a connection of the same one.");
  }
}

/** In id order, as everywhere that holds more than one. */
export async function lockConnections(tx: Transaction, { accountId }: Actor, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .select({ id: connections.id })
    .from(connections)
    .where(and(eq(connections.accountId, accountId), inArray(connections.id, [...ids])))
    .orderBy(asc(connections.id))
    .for("no key update");
}

/** Each connection once: an object has one binding in an environment, and a connection is of one environment. */
export async function countLinks(tx: Transaction, connectionIds: readonly string[], by: 1 | -1): Promise<void> {
  if (connectionIds.length === 0) return;
  await tx
    .update(connections)
    .set({ linkedObjectCount: sql`${connections.linkedObjectCount} + ${by}` })
    .where(inArray(connections.id, [...connectionIds]));
}
