import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { appMembers, connections, externalDataObjects, objectBindings } from "@/db/schema";
import { findAppFacts } from "../apps/queries";
import { record } from "../audit/commands";
import { lockConnection } from "../connections/queries";
import { AppError } from "../errors";
import { type Actor, authorize, authorizeInApp } from "../policy";
import type { BindInput, DeleteObjectInput } from "./schema";

/** Deletes an object and its bindings; connections stay. Throws AppError `not_found`, `forbidden`. */
export async function deleteObject(actor: Actor, { id }: DeleteObjectInput): Promise<{ id: string }> {
  return db().transaction(async (tx) => {
    const object = await lockObject(tx, actor, id, "object.delete");
    const bound = await tx
      .select({ connectionId: objectBindings.connectionId })
      .from(objectBindings)
      .where(eq(objectBindings.objectId, id));
    const connectionIds = bound.map(({ connectionId }) => connectionId);
    // Before the bindings: a delete of the connection holds it while it looks at them.
    await lockConnections(tx, connectionIds);
    await tx.delete(objectBindings).where(eq(objectBindings.objectId, id));
    await countLinks(tx, connectionIds, -1);
    await tx.delete(externalDataObjects).where(eq(externalDataObjects.id, id));
    const data = { name: object.name, appId: object.appId, connectionIds };
    await record(tx, { accountId: actor.accountId, actorId: actor.id }, id, { action: "object.deleted", data });
    return { id };
  });
}

/**
 * Ties a published version of an object to a connection of an environment, in place of what was bound there. Throws
 * AppError `not_found`, `forbidden`, and `conflict` for a connection of another environment.
 */
export async function bindObject(actor: Actor, input: BindInput): Promise<void> {
  await db().transaction(async (tx) => {
    await lockObject(tx, actor, input.objectId, "object.edit");
    await bindVersion(tx, actor, input);
  });
}

/** As `bindObject`, in the transaction of somebody who holds the object and has the right to edit it. */
export async function bindVersion(tx: Transaction, actor: Actor, input: BindInput): Promise<void> {
  const { objectId, environment, version } = input;
  const place = and(eq(objectBindings.objectId, objectId), eq(objectBindings.environment, environment));
  const [previous] = await tx.select({ connectionId: objectBindings.connectionId }).from(objectBindings).where(place);
  await lockConnections(
    tx,
    previous === undefined ? [input.connectionId] : [input.connectionId, previous.connectionId],
  );
  const connection = authorize(
    actor,
    "connection.use",
    await lockConnection(tx, actor, input.connectionId, "no key update"),
  );
  if (connection.environment !== environment) {
    throw new AppError("conflict", "This connection is of another environment. Choose one of the same environment.");
  }
  if (previous !== undefined) {
    await tx.delete(objectBindings).where(place);
    await countLinks(tx, [previous.connectionId], -1);
  }
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
  await countLinks(tx, [connection.id], 1);
  const data = { environment, version, connectionId: connection.id };
  await record(tx, { accountId: actor.accountId, actorId: actor.id }, objectId, { action: "object.bound", data });
}

/** The object, held until the transaction ends together with the actor's membership; then the connections, always in this order. */
export async function lockObject(tx: Transaction, actor: Actor, id: string, ability: "object.delete" | "object.edit") {
  const [object] = await tx
    .select({ id: externalDataObjects.id, appId: externalDataObjects.appId, name: externalDataObjects.name })
    .from(externalDataObjects)
    .where(and(eq(externalDataObjects.accountId, actor.accountId), eq(externalDataObjects.id, id)))
    .for(ability === "object.delete" ? "update" : "no key update");
  if (object !== undefined) {
    await tx
      .select({ level: appMembers.level })
      .from(appMembers)
      .where(and(eq(appMembers.appId, object.appId), eq(appMembers.userId, actor.id)))
      .for("share");
  }
  const app = object === undefined ? null : await findAppFacts(actor, object.appId, tx);
  const facts = object === undefined || app === null ? null : { ...app, ...object };
  return authorizeInApp(actor, ability, facts, "external data object");
}

/** In id order, as everywhere that holds more than one. */
async function lockConnections(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .select({ id: connections.id })
    .from(connections)
    .where(inArray(connections.id, [...ids]))
    .orderBy(asc(connections.id))
    .for("no key update");
}

async function countLinks(tx: Transaction, ids: readonly string[], by: 1 | -1): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(connections)
    .set({ linkedObjectCount: sql`${connections.linkedObjectCount} + ${by}` })
    .where(inArray(connections.id, [...ids]));
}
