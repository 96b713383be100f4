import { and, count, desc, eq } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { violatedConstraint } from "@/db/failures";
import { newId } from "@/db/ids";
import { appMembers, apps, auditEvents, externalDataObjects, users } from "@/db/schema";
import { record } from "../audit/commands";
import { nameKey } from "../connections/schema";
import { AppError } from "../errors";
import { type Actor, authorizeCreateApp, authorizeInApp } from "../policy";
import { holdActiveUsers } from "../users/people/queries";
import { lockApp } from "./queries";
import type { CreateAppInput, RenameAppInput, Renaming } from "./schema";

const by = (actor: Actor) => ({ accountId: actor.accountId, actorId: actor.id });

/** Makes an app whose first member, with `manage`, is the actor. Throws AppError `conflict` for who is not active any more. */
export async function createApp(actor: Actor, { name, description }: CreateAppInput): Promise<{ id: string }> {
  authorizeCreateApp(actor);
  return db().transaction(async (tx) => {
    await holdActiveUsers(tx, actor, [actor.id]);
    const id = newId();
    const { accountId } = actor;
    const createdAt = new Date();
    await tx
      .insert(apps)
      .values({ id, accountId, name, nameKey: nameKey(name), description, createdBy: actor.id, createdAt });
    await tx
      .insert(appMembers)
      .values({ accountId, appId: id, userId: actor.id, level: "manage", addedBy: null, addedAt: createdAt });
    await record(tx, by(actor), id, { action: "app.created", data: { name } });
    return { id };
  });
}

/**
 * Gives an app another name and description. What somebody else made of them meanwhile comes back instead of being
 * overwritten. Throws AppError `not_found`, `forbidden`.
 */
export async function renameApp(actor: Actor, input: RenameAppInput): Promise<Renaming> {
  return db().transaction(async (tx): Promise<Renaming> => {
    const app = authorizeInApp(actor, "app.rename", await lockApp(tx, actor, input.id, "no key update"));
    const current = { name: app.name, description: app.description };
    const wanted = { name: input.name, description: input.description };
    if (isSame(current, wanted)) return { saved: true };
    if (!isSame(current, input.previous)) return { saved: false, by: await lastRenamedBy(tx, app), current };
    await tx
      .update(apps)
      .set({ ...wanted, nameKey: nameKey(wanted.name) })
      .where(eq(apps.id, app.id));
    await record(tx, by(actor), app.id, { action: "app.renamed", data: { from: current, to: wanted } });
    return { saved: true };
  });
}

type AppText = { name: string; description: string };

function isSame(a: AppText, b: AppText): boolean {
  return a.name === b.name && a.description === b.description;
}

async function lastRenamedBy(tx: Transaction, app: { id: string; accountId: string }): Promise<string> {
  const [last] = await tx
    .select({ by: users.name })
    .from(auditEvents)
    .innerJoin(users, eq(users.id, auditEvents.actorId))
    .where(
      and(
        eq(auditEvents.accountId, app.accountId),
        eq(auditEvents.subjectId, app.id),
        eq(auditEvents.action, "app.renamed"),
      ),
    )
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(1);
  return last?.by ?? "Somebody";
}

/**
 * Deletes an app and its memberships. Throws AppError `not_found`, `forbidden`, and `conflict` while it holds external data
 * objects.
 */
export async function deleteApp(actor: Actor, { id }: { id: string }): Promise<{ id: string }> {
  try {
    return await db().transaction(async (tx) => {
      // Held against objects that are created beside it: they hold their app for key share.
      const app = authorizeInApp(actor, "app.delete", await lockApp(tx, actor, id, "update"));
      const [held] = await tx
        .select({ objects: count() })
        .from(externalDataObjects)
        .where(and(eq(externalDataObjects.accountId, actor.accountId), eq(externalDataObjects.appId, app.id)));
      if (held !== undefined && held.objects > 0) throw stillHolds(held.objects);
      await tx.delete(apps).where(eq(apps.id, app.id));
      await record(tx, by(actor), app.id, { action: "app.deleted", data: { name: app.name } });
      return { id: app.id };
    });
  } catch (error) {
    if (violatedConstraint(error) === "external_data_objects_app_fk") throw stillHolds(1);
    throw error;
  }
}

function stillHolds(objects: number): AppError {
  return new AppError(
    "conflict",
    objects === 1
      ? "This app still holds 1 external data object. Delete it first, then the app."
      : `This app still holds ${objects} external data objects. Delete them first, then the app.`,
  );
}
