import { forbidden, notFound } from "next/navigation";
import { cache } from "react";
import { requireActorOrSignIn } from "../../actor";
import { AppError } from "../../errors";
import { orNotFound } from "../../loader";
import { findUserDetail, listUsers } from "./queries";
import { type ListUsersInput, listUsersInput, type UserDetail, type UsersPage, userIdInput } from "./schema";

/** A page's `searchParams`, as Next gives them. */
type SearchParams = Record<string, string | string[] | undefined>;

/** The list that a URL asks for; the page for what is closed where the actor is no super admin. Redirects to sign in. */
export async function loadUsers(searchParams: SearchParams): Promise<{ input: ListUsersInput; page: UsersPage }> {
  const actor = await requireActorOrSignIn();
  const input = listUsersInput.parse(searchParams);
  return { input, page: await orForbidden(() => listUsers(actor, input)) };
}

/** One user; the 404 page outside of the account. Otherwise as `loadUsers`. */
export const loadUserDetail = cache(async (userId: string): Promise<UserDetail> => {
  const actor = await requireActorOrSignIn();
  if (!userIdInput.safeParse({ userId }).success) notFound();
  return orForbidden(() => orNotFound(() => findUserDetail(actor, userId)));
});

async function orForbidden<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (error instanceof AppError && error.code === "forbidden") forbidden();
    throw error;
  }
}
