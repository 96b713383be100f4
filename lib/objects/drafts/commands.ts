import { and, eq, isNotNull, max } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { newId } from "@/db/ids";
import { externalDataObjects, objectVersions } from "@/db/schema";
import { holdApp, lockApp } from "../../apps/queries";
import { record } from "../../audit/commands";
import { findConnection, lockConnection } from "../../connections/queries";
import { AppError } from "../../errors";
import { type Actor, authorize, authorizeInApp } from "../../policy";
import { bindVersion, holdPlace } from "../bindings/commands";
import { lockObject } from "../commands";
import { definitionOf } from "./definition";
import { requireTable } from "./queries";
import {
  type CreateObjectInput,
  emptyObjectDraft,
  objectDraft,
  type Published,
  type PublishObjectInput,
  type SaveDraftInput,
} from "./schema";

/** Begins an object as a draft. Throws AppError `not_found`, `forbidden`, and `conflict` outside Development. */
export async function createObject(actor: Actor, input: CreateObjectInput): Promise<{ id: string }> {
  return db().transaction(async (tx) => {
    await holdApp(tx, actor, input.appId, "share");
    await holdConnection(tx, actor, input.connectionId);
    const app = authorizeInApp(actor, "object.create", await lockApp(tx, actor, input.appId, "share"));
    const id = newId();
    const now = new Date();
    await tx.insert(externalDataObjects).values({
      id,
      accountId: actor.accountId,
      appId: app.id,
      name: input.name,
      description: input.description,
      createdBy: actor.id,
      createdAt: now,
      modifiedAt: now,
      draftConnectionId: input.connectionId,
      draft: emptyObjectDraft,
      draftBegunBy: actor.id,
      draftBegunAt: now,
    });
    const data = { name: input.name, appId: app.id, connectionId: input.connectionId };
    await record(tx, { accountId: actor.accountId, actorId: actor.id }, id, { action: "object.created", data });
    return { id };
  });
}

/**
 * Keeps what is chosen so far; what is published stays as it is. Throws AppError `not_found`, `forbidden`, and `conflict`
 * when somebody else saved, published or discarded it since the browser saw it.
 */
export async function saveDraft(actor: Actor, input: SaveDraftInput): Promise<{ revision: number }> {
  return db().transaction(async (tx) => {
    await holdConnection(tx, actor, input.connectionId);
    const { published } = await holdDraft(tx, actor, input);
    const revision = input.revision + 1;
    await tx
      .update(externalDataObjects)
      .set({
        draft: input.draft,
        draftRevision: revision,
        draftConnectionId: input.connectionId,
        // For everybody else a published object is what its version says.
        ...(published === null ? { modifiedAt: new Date() } : {}),
      })
      .where(eq(externalDataObjects.id, input.id));
    return { revision };
  });
}

/**
 * Writes the next version of a draft over the table as it is now, and binds Development alone. Throws AppError
 * `not_found`, `forbidden`, `conflict` when a rule or somebody else is in the way, and what the external server does.
 */
export async function publishObject(actor: Actor, input: PublishObjectInput): Promise<Published> {
  // Nothing of ours is held while somebody else's server answers; the rights and the draft are checked again after it.
  const seen = await db().transaction((tx) => holdDraft(tx, actor, input));
  const connectionId = seen.draftConnectionId;
  if (connectionId === null)
    throw new AppError("conflict", "The connection of this draft was deleted. Choose another.");
  const draft = objectDraft.parse(seen.draft);
  if (draft.table === null) throw new AppError("conflict", "No table is selected yet. Select one first.");
  const readWith = authorize(actor, "connection.use", await findConnection(actor, connectionId));
  const definition = definitionOf(draft, await requireTable(actor, connectionId, draft.table));
  return db().transaction(async (tx) => {
    const place = await holdPlace(tx, actor, { objectId: input.id, environment: "development", connectionId });
    // Another database user has other privileges, and they decide what is read-only.
    if (place.connection.version !== readWith.version) {
      throw new AppError(
        "conflict",
        "The connection was reconnected this moment. Review the columns and publish again.",
      );
    }
    const { appId, name, published } = await holdDraft(tx, actor, input);
    const now = new Date();
    const version = (published ?? 0) + 1;
    await tx.insert(objectVersions).values({
      accountId: actor.accountId,
      objectId: input.id,
      version,
      connector: place.connection.connector,
      definition,
      publishedBy: actor.id,
      publishedAt: now,
    });
    await tx
      .update(externalDataObjects)
      .set({ ...noDraft, modifiedAt: now })
      .where(eq(externalDataObjects.id, input.id));
    const data = { name, version };
    const by = { accountId: actor.accountId, actorId: actor.id };
    await record(tx, by, input.id, { action: "object.published", data });
    await bindVersion(tx, actor, place, { version });
    return { id: input.id, appId, version };
  });
}

/** The revision stays, so that no draft to come is taken for one before it. */
export const noDraft = { draft: null, draftConnectionId: null, draftBegunBy: null, draftBegunAt: null };

/** Always before the object: deleting a connection holds it while it takes its drafts' connection away. */
async function holdConnection(tx: Transaction, actor: Actor, id: string) {
  const connection = authorize(actor, "connection.use", await lockConnection(tx, actor, id, "no key update"));
  if (connection.environment === "development") return connection;
  throw new AppError("conflict", "Objects are made in Development. Choose a Development connection.");
}

/**
 * The draft as the browser saw it, held until the transaction ends; `published` is the newest version, null where there is
 * none yet.
 */
export async function holdDraft(tx: Transaction, actor: Actor, { id, revision }: PublishObjectInput) {
  const { appId, name } = await lockObject(tx, actor, id, "object.edit");
  const [row] = await tx
    .select({
      draft: externalDataObjects.draft,
      draftRevision: externalDataObjects.draftRevision,
      draftConnectionId: externalDataObjects.draftConnectionId,
    })
    .from(externalDataObjects)
    .where(and(eq(externalDataObjects.id, id), isNotNull(externalDataObjects.draft)));
  if (row === undefined) {
    throw new AppError("conflict", "This draft was published or discarded. Open the object to see what it is now.");
  }
  if (row.draftRevision !== revision) {
    throw new AppError("conflict", "Somebody else changed this draft in the meantime. Reload it to go on from there.");
  }
  const [latest] = await tx
    .select({ version: max(objectVersions.version) })
    .from(objectVersions)
    .where(eq(objectVersions.objectId, id));
  return { ...row, appId, name, published: latest?.version ?? null };
}
