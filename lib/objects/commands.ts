import { and, eq } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { appMembers, externalDataObjects, objectBindings } from "@/db/schema";
import { findAppFacts } from "../apps/queries";
import { record } from "../audit/commands";
import { type Actor, authorizeInApp } from "../policy";
import { countLinks, lockConnections } from "./bindings/commands";
import type { DeleteObjectInput } from "./schema";

/** Somebody bound the object to another connection between the look and the locks: begin again. */
class BoundMeanwhile extends Error {
  override readonly name = "BoundMeanwhile";
}

const maxTries = 10;

/** Deletes an object and its bindings; connections stay. Throws AppError `not_found`, `forbidden`. */
export async function deleteObject(actor: Actor, input: DeleteObjectInput): Promise<{ id: string }> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db().transaction((tx) => deleteHeld(tx, actor, input));
    } catch (error) {
      if (!(error instanceof BoundMeanwhile) || tries === maxTries) throw error;
    }
  }
}

async function deleteHeld(tx: Transaction, actor: Actor, { id }: DeleteObjectInput): Promise<{ id: string }> {
  const held = new Set(await connectionsOf(tx, actor, id));
  await lockConnections(tx, actor, [...held]);
  const object = await lockObject(tx, actor, id, "object.delete");
  const connectionIds = await connectionsOf(tx, actor, id);
  if (connectionIds.some((connectionId) => !held.has(connectionId))) throw new BoundMeanwhile();
  await tx.delete(objectBindings).where(eq(objectBindings.objectId, id));
  await countLinks(tx, connectionIds, -1);
  await tx.delete(externalDataObjects).where(eq(externalDataObjects.id, id));
  const data = { name: object.name, appId: object.appId, connectionIds };
  await record(tx, { accountId: actor.accountId, actorId: actor.id }, id, { action: "object.deleted", data });
  return { id };
}

async function connectionsOf(tx: Transaction, actor: Actor, objectId: string): Promise<string[]> {
  const bound = await tx
    .select({ connectionId: objectBindings.connectionId })
    .from(objectBindings)
    .where(and(eq(objectBindings.accountId, actor.accountId), eq(objectBindings.objectId, objectId)));
  return bound.map(({ connectionId }) => connectionId);
}

type HoldAbility = "object.delete" | "object.edit" | "object.deploy" | "object.check";

/** The object, held until the transaction ends together with the actor's membership. Connections, if any, are held before. */
export async function lockObject(tx: Transaction, actor: Actor, id: string, ability: HoldAbility) {
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
