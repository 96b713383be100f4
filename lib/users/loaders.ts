import { requireActorOrSignIn } from "../actor";
import type { Actor } from "../policy";
import { countRequestsForMe } from "../requests/queries";

/** `waiting`: requests that wait for an answer of theirs. */
export type Profile = Pick<Actor, "id" | "name" | "email" | "role"> & { waiting: number };

/** Whose session this is, for the bar of every page. Redirects to sign in. */
export async function loadProfile(): Promise<Profile> {
  const actor = await requireActorOrSignIn();
  const { id, name, email, role } = actor;
  return { id, name, email, role, waiting: await countRequestsForMe(actor) };
}
