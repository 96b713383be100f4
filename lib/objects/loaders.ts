import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { requireActorOrSignIn } from "../actor";
import { findApp } from "../apps/queries";
import type { AppDetail } from "../apps/schema";
import { orNotFound } from "../loader";
import { findObject, listObjects } from "./queries";
import type { ObjectDetail, ObjectRow } from "./schema";

const ids = z.array(z.uuid());

/** An app and its objects; the 404 page when the actor may not see it. Redirects to sign in. */
export const loadAppObjects = cache(async (appId: string): Promise<{ app: AppDetail; objects: ObjectRow[] }> => {
  const actor = await requireActorOrSignIn();
  if (!ids.safeParse([appId]).success) notFound();
  return orNotFound(async () => {
    const [app, objects] = await Promise.all([findApp(actor, appId), listObjects(actor, appId)]);
    return { app, objects };
  });
});

/** An object of an app; the 404 page when the actor may not see it. Redirects to sign in. */
export const loadObject = cache(async (appId: string, objectId: string): Promise<ObjectDetail> => {
  const actor = await requireActorOrSignIn();
  if (!ids.safeParse([appId, objectId]).success) notFound();
  return orNotFound(() => findObject(actor, appId, objectId));
});
