import { requireActorOrSignIn } from "../actor";
import { countRequestsForMe } from "../requests/queries";
import type { SessionActor } from "./queries";

/** `waiting`: requests that wait for an answer of theirs. */
export type Profile = Pick<SessionActor, "id" | "name" | "email" | "role" | "timeZone"> & { waiting: number };

/** Whose session this is, for the bar of every page. Redirects to sign in. */
export async function loadProfile(): Promise<Profile> {
  const actor = await requireActorOrSignIn();
  const { id, name, email, role, timeZone } = actor;
  return { id, name, email, role, timeZone, waiting: await countRequestsForMe(actor) };
}
