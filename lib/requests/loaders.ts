import { notFound } from "next/navigation";
import { cache } from "react";
import { requireActorOrSignIn } from "../actor";
import { orNotFound } from "../loader";
import { findRequestDetail } from "./detail/queries";
import { requestsPage } from "./queries";
import { type RequestDetail, type RequestsPage, requestIdInput, requestsInput } from "./schema";

/** What asks the acting user and what they asked. Redirects to sign in. */
export async function loadRequests(query: Record<string, string | string[] | undefined>): Promise<RequestsPage> {
  return requestsPage(await requireActorOrSignIn(), requestsInput.parse(query));
}

/** A request; the 404 page for whom it is not. Redirects to sign in. */
export const loadRequest = cache(async (id: string): Promise<RequestDetail> => {
  const actor = await requireActorOrSignIn();
  if (!requestIdInput.safeParse({ id }).success) notFound();
  return orNotFound(() => findRequestDetail(actor, id));
});
