import { forbidden, notFound } from "next/navigation";
import { cache } from "react";
import { requireActorOrSignIn } from "../actor";
import { answer, runCancellable } from "../cancellable-route";
import { connectionIdInput } from "../connections/schema";
import { csvResponse } from "../csv-response";
import { AppError, type Result } from "../errors";
import { orNotFound } from "../loader";
import { type AccessFile, exportConnectionAccess, exportUserAccess } from "./export";
import { listReviews } from "./list/queries";
import { connectionAccess, userAccess } from "./queries";
import {
  type ConnectionAccess,
  exportConnectionInput,
  exportUserInput,
  type ListReviewsInput,
  listReviewsInput,
  type ReviewsPage,
  type UserAccess,
} from "./schema";

/** Who has access to a connection; the 404 page when the actor may not see it. Redirects to sign in. */
export const loadConnectionAccess = cache(async (id: string): Promise<ConnectionAccess> => {
  const actor = await requireActorOrSignIn();
  if (!connectionIdInput.safeParse({ id }).success) notFound();
  return orNotFound(() => connectionAccess(actor, id));
});

/** What a user has access to, for a page that has checked that there is such a user and who asks. */
export async function loadUserAccess(userId: string): Promise<UserAccess> {
  return userAccess(await requireActorOrSignIn(), userId);
}

/** A page's `searchParams`, as Next gives them. */
type SearchParams = Record<string, string | string[] | undefined>;

/** *Access*; the page for what is closed where the actor is no super admin. Redirects to sign in. */
export async function loadReviews(query: SearchParams): Promise<{ input: ListReviewsInput; page: ReviewsPage }> {
  const actor = await requireActorOrSignIn();
  const input = listReviewsInput.parse(query);
  try {
    return { input, page: await listReviews(actor, input) };
  } catch (error) {
    if (error instanceof AppError && error.code === "forbidden") forbidden();
    throw error;
  }
}

/** Answers with a file, or with why there is none. */
export async function answerConnectionExport(request: Request): Promise<Response> {
  return fileOf(await runCancellable(request, exportConnectionInput, exportConnectionAccess));
}

export async function answerUserExport(request: Request): Promise<Response> {
  return fileOf(await runCancellable(request, exportUserInput, exportUserAccess));
}

function fileOf(file: Result<AccessFile>): Response {
  return file.ok ? csvResponse(file.value.text, file.value) : answer(file);
}
