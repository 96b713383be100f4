import { notFound } from "next/navigation";
import { cache } from "react";
import { requireActorOrSignIn } from "../actor";
import { orNotFound } from "../loader";
import { listApps } from "./list/queries";
import { membersPage } from "./queries";
import { type AppsPage, appIdInput, type ListAppsInput, type MembersPage } from "./schema";

/** A page of the apps that the acting user may see. Redirects to sign in. */
export async function loadApps(input: ListAppsInput): Promise<AppsPage> {
  return listApps(await requireActorOrSignIn(), input);
}

/** An app's members; the 404 page when the actor may not see it. Redirects to sign in. */
export const loadMembersPage = cache(async (appId: string): Promise<MembersPage> => {
  const actor = await requireActorOrSignIn();
  if (!appIdInput.safeParse({ id: appId }).success) notFound();
  return orNotFound(() => membersPage(actor, appId));
});
