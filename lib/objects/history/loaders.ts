import { notFound } from "next/navigation";
import { z } from "zod";
import { requireActorOrSignIn } from "../../actor";
import { orNotFound } from "../../loader";
import { listHistory } from "./queries";
import type { HistoryPage } from "./schema";

/** The newest page of an object's history; the 404 page when the actor may not see it. Redirects to sign in. */
export async function loadHistory(objectId: string): Promise<HistoryPage> {
  const actor = await requireActorOrSignIn();
  if (!z.uuid().safeParse(objectId).success) notFound();
  return orNotFound(() => listHistory(actor, { objectId, after: null }));
}
