import { and, eq } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { externalDataObjects, objectBindings, users } from "@/db/schema";
import { record } from "../../audit/commands";
import { lockConnection } from "../../connections/queries";
import { AppError } from "../../errors";
import { type Actor, answer } from "../../policy";
import { lockObject } from "../commands";
import { holdDraft, noDraft } from "../drafts/commands";
import type { ObjectDraft } from "../drafts/schema";
import type { ObjectDefinition } from "../schema";
import { findVersion } from "../versions/queries";
import type { DiscardDraftInput, EditObjectInput, EditOutcome } from "./schema";

/**
 * Begins a draft of a published object from its newest version, or from an earlier one. Nothing that is published or bound
 * changes. Throws AppError `not_found`, `forbidden`, and `conflict` for a version that is not there.
 */
export async function editObject(actor: Actor, { id, from }: EditObjectInput): Promise<EditOutcome> {
  return db().transaction(async (tx) => {
    const held = await holdForDraft(tx, actor, id);
    if (held.existing !== null) return { begun: false, ...held.existing };
    const found = await findVersion(actor, { objectId: id, version: from }, tx);
    if (found === null)
      throw new AppError("conflict", `This object has no version ${from}. Choose one of its history.`);
    const revision = await beginDraft(tx, actor, held, draftOf(found.definition));
    const data = { name: held.name, from: found.version };
    await record(tx, { accountId: actor.accountId, actorId: actor.id }, id, { action: "object.edit_begun", data });
    return { begun: true, revision };
  });
}

/** Takes the draft of a published object away. Throws AppError `not_found`, `forbidden`, and `conflict` as `saveDraft`. */
export async function discardDraft(actor: Actor, input: DiscardDraftInput): Promise<{ id: string; appId: string }> {
  return db().transaction(async (tx) => {
    const { appId, name, published } = await holdDraft(tx, actor, input);
    if (published === null) throw new AppError("conflict", "This object was never published. Delete it instead.");
    await tx.update(externalDataObjects).set(noDraft).where(eq(externalDataObjects.id, input.id));
    const by = { accountId: actor.accountId, actorId: actor.id };
    await record(tx, by, input.id, { action: "object.draft_discarded", data: { name } });
    return { id: input.id, appId };
  });
}

export type HeldForDraft = Awaited<ReturnType<typeof holdForDraft>>;

/**
 * Holds an object to begin a draft of it, and before it the connection that Development is bound to: whoever holds both has
 * the connection first. `existing` is the draft that is there already. Throws AppError `not_found`, `forbidden`.
 */
export async function holdForDraft(tx: Transaction, actor: Actor, objectId: string) {
  const connectionId = await holdDevelopment(tx, actor, objectId);
  const { name, appId } = await lockObject(tx, actor, objectId, "object.edit");
  const [row] = await tx
    .select({
      revision: externalDataObjects.draftRevision,
      by: users.name,
      since: externalDataObjects.draftBegunAt,
    })
    .from(externalDataObjects)
    .leftJoin(users, eq(users.id, externalDataObjects.draftBegunBy))
    .where(eq(externalDataObjects.id, objectId));
  const { revision = 0, by = null, since = null } = row ?? {};
  const existing = by === null || since === null ? null : { revision, by, since: since.toISOString() };
  return { objectId, name, appId, connectionId, revision, existing };
}

/** Puts a draft in the place of the one that is there, if any. Gives its revision, which no draft before it had. */
export async function beginDraft(
  tx: Transaction,
  actor: Actor,
  { objectId, connectionId, revision: before }: HeldForDraft,
  draft: ObjectDraft,
): Promise<number> {
  const revision = before + 1;
  await tx
    .update(externalDataObjects)
    .set({
      draft,
      draftRevision: revision,
      draftConnectionId: connectionId,
      draftBegunBy: actor.id,
      draftBegunAt: new Date(),
    })
    .where(eq(externalDataObjects.id, objectId));
  return revision;
}

/** What the draft goes on over: Development's connection, or null where the actor may not use it and chooses another. */
async function holdDevelopment(tx: Transaction, actor: Actor, objectId: string): Promise<string | null> {
  const [bound] = await tx
    .select({ connectionId: objectBindings.connectionId })
    .from(objectBindings)
    .where(
      and(
        eq(objectBindings.accountId, actor.accountId),
        eq(objectBindings.objectId, objectId),
        eq(objectBindings.environment, "development"),
      ),
    );
  if (bound === undefined) return null;
  const connection = await lockConnection(tx, actor, bound.connectionId, "no key update");
  return connection !== null && answer(actor, "connection.use", connection).allowed ? connection.id : null;
}

/** Longer than a label may be can only be the column's own name, which stands for a label that is left empty. */
const longestLabel = 100;

/** A version as something to change. */
export function draftOf({ table, columns, membersWithUseMay }: ObjectDefinition): ObjectDraft {
  return {
    table,
    columns: columns.map(({ name, label, readOnly }) => ({
      name,
      label: label.length > longestLabel ? "" : label,
      readOnly,
    })),
    membersWithUseMay,
  };
}
