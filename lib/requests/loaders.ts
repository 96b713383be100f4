import { notFound } from "next/navigation";
import { cache } from "react";
import { requireActorOrSignIn } from "../actor";
import { answer, runCancellable } from "../cancellable-route";
import { orNotFound } from "../loader";
import { confirmDeploy } from "./answers/commands";
import { rehearseRequest } from "./answers/queries";
import { findRequestDetail, listObjectRequests } from "./detail/queries";
import { requestsPage } from "./queries";
import {
  answerWithInput,
  confirmDeployInput,
  type ObjectRequest,
  type RequestDetail,
  type RequestsInput,
  type RequestsPage,
  requestIdInput,
  requestsInput,
} from "./schema";

/** What asks the acting user and what they asked. Redirects to sign in. */
export async function loadRequests(
  query: Record<string, string | string[] | undefined>,
): Promise<{ input: RequestsInput; page: RequestsPage }> {
  const actor = await requireActorOrSignIn();
  const input = requestsInput.parse(query);
  return { input, page: await requestsPage(actor, input) };
}

/** A request; the 404 page for whom it is not. Redirects to sign in. */
export const loadRequest = cache(async (id: string): Promise<RequestDetail> => {
  const actor = await requireActorOrSignIn();
  if (!requestIdInput.safeParse({ id }).success) notFound();
  return orNotFound(() => findRequestDetail(actor, id));
});

/** What was asked about an object, for those who may deploy it; nothing for the others. Redirects to sign in. */
export async function loadObjectRequests(objectId: string): Promise<ObjectRequest[]> {
  const actor = await requireActorOrSignIn();
  return requestIdInput.safeParse({ id: objectId }).success ? listObjectRequests(actor, objectId) : [];
}

/** Answers a request to rehearse what is asked for. A browser that gives up stops the query. */
export async function answerRequestRehearsal(request: Request): Promise<Response> {
  return answer(await runCancellable(request, answerWithInput, rehearseRequest));
}

/** Answers a request to confirm a deploy. A browser that gives up while it is rehearsed stops it; nothing is bound then. */
export async function answerConfirmation(request: Request): Promise<Response> {
  return answer(await runCancellable(request, confirmDeployInput, confirmDeploy));
}
