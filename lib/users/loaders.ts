import { requireActorOrSignIn } from "../actor";
import type { SessionActor } from "./queries";
import { whatWaits } from "./waiting/queries";

/** `waiting`: requests that wait for an answer of theirs; `unread`: notices. */
export type Profile = Pick<SessionActor, "id" | "name" | "email" | "role" | "timeZone"> & {
  waiting: number;
  unread: number;
};

/** Whose session this is, for the bar of every page. Redirects to sign in. */
export async function loadProfile(): Promise<Profile> {
  const actor = await requireActorOrSignIn();
  const { id, name, email, role, timeZone } = actor;
  const { requests, notices } = await whatWaits(actor);
  return { id, name, email, role, timeZone, waiting: requests, unread: notices };
}
