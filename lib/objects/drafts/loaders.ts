import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { requireActorOrSignIn } from "../../actor";
import { findApp } from "../../apps/queries";
import type { AppDetail } from "../../apps/schema";
import { orNotFound } from "../../loader";
import { findDraft, listUsableConnections } from "./queries";
import type { DraftDetail, UsableConnection } from "./schema";

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
