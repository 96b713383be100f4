import { notFound } from "next/navigation";
import { cache } from "react";
import { requireActorOrSignIn } from "../actor";
import { orNotFound } from "../loader";
import { listApps, membersPage } from "./queries";
import { type AppRow, appIdInput, type MembersPage } from "./schema";

/** Apps that the acting user may see. Redirects to sign in. */
export async function loadApps(): Promise<AppRow[]> {
  return listApps(await requireActorOrSignIn());
}

/** An app's members; the 404 page when the actor may not see it. Redirects to sign in. */
export const loadMembersPage = cache(async (appId: string): Promise<MembersPage> => {
  const actor = await requireActorOrSignIn();
  if (!appIdInput.safeParse({ id: appId }).success) notFound();
  return orNotFound(() => membersPage(actor, appId));
});
