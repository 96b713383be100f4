import { requireActorOrSignIn } from "../actor";
import { listApps } from "./queries";
import type { AppRow } from "./schema";

/** Apps that the acting user is a member of. Redirects to sign in. */
export async function loadApps(): Promise<AppRow[]> {
  return listApps(await requireActorOrSignIn());
}
