import { requireActorOrSignIn } from "../../actor";
import { profileSettings } from "./queries";
import { type ProfileSettings, profileQuery } from "./schema";

/** The acting user's own settings. Redirects to sign in. */
export async function loadProfileSettings(
  searchParams: Record<string, string | string[] | undefined>,
): Promise<ProfileSettings> {
  const actor = await requireActorOrSignIn();
  return profileSettings(actor, profileQuery.parse(searchParams).signIns);
}
