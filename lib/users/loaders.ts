import { requireActorOrSignIn } from "../actor";
import type { Actor } from "../policy";

/** Whose session this is, for the bar of every page. Redirects to sign in. */
export async function loadProfile(): Promise<Pick<Actor, "id" | "name" | "email" | "role">> {
  const { id, name, email, role } = await requireActorOrSignIn();
  return { id, name, email, role };
}
