import { forbidden, notFound, redirect } from "next/navigation";
import { requireActorOrSignIn } from "../../actor";
import { AppError } from "../../errors";
import { userIdInput } from "../administration/schema";
import { leftBehind } from "./queries";
import type { LeftBehind } from "./schema";

/**
 * What a user leaves behind; the 404 page outside of the account, the page for what is closed for members, and the user's
 * own page for oneself and who is deactivated. Redirects to sign in.
 */
export async function loadLeftBehind(userId: string): Promise<LeftBehind> {
  const actor = await requireActorOrSignIn();
  if (!userIdInput.safeParse({ userId }).success) notFound();
  if (userId === actor.id && actor.role === "super_admin") redirect(`/administration/users/${userId}`);
  try {
    return await leftBehind(actor, { userId });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "not_found") notFound();
    if (error.code === "forbidden") forbidden();
    if (error.code === "conflict") redirect(`/administration/users/${userId}`);
    throw error;
  }
}
