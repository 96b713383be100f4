import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { requireActorOrSignIn } from "../../actor";
import { findApp } from "../../apps/queries";
import type { AppDetail } from "../../apps/schema";
import { answer, runCancellable } from "../../cancellable-route";
import { orNotFound } from "../../loader";
import { describeTable, findDraft, listTables, listUsableConnections } from "./queries";
import { type DraftDetail, describeTableInput, listTablesInput, type UsableConnection } from "./schema";

const ids = z.array(z.uuid());

type NewObject = { app: AppDetail; connections: readonly UsableConnection[] };

/** What a new object can be made of; the 404 page for those who may not see the app or make one. Redirects to sign in. */
export const loadNewObject = cache(async (appId: string): Promise<NewObject> => {
  const actor = await requireActorOrSignIn();
  if (!ids.safeParse([appId]).success) notFound();
  const app = await orNotFound(() => findApp(actor, appId));
  if (!app.abilities.includes("object.create")) notFound();
  return { app, connections: await listUsableConnections(actor) };
});

/** A draft; the 404 page for those who may not see the app. Redirects to sign in. Throws AppError `forbidden`. */
export const loadDraft = cache(
  async (
    appId: string,
    objectId: string,
  ): Promise<{ object: DraftDetail; connections: readonly UsableConnection[] }> => {
    const actor = await requireActorOrSignIn();
    if (!ids.safeParse([appId, objectId]).success) notFound();
    const app = await orNotFound(() => findApp(actor, appId));
    if (!app.abilities.includes("object.edit")) notFound();
    const object = await orNotFound(() => findDraft(actor, appId, objectId));
    return { object, connections: await listUsableConnections(actor) };
  },
);

/** Answers what a connection offers. A route and no action: it can be cancelled, and no change waits behind it. */
export async function answerTables(request: Request): Promise<Response> {
  return answer(await runCancellable(request, listTablesInput, listTables));
}

/** Answers what a table's columns are and what may be decided about them. */
export async function answerTable(request: Request): Promise<Response> {
  return answer(await runCancellable(request, describeTableInput, describeTable));
}
