import { requireActorOrSignIn } from "../actor";
import { answer, runCancellable } from "../cancellable-route";
import { countUnread, latestNotices, noticesPage } from "./queries";
import { type NoticesInput, type NoticesPage, noInput, noticesInput } from "./schema";

/** What the acting user was told. Redirects to sign in. */
export async function loadNotices(
  query: Record<string, string | string[] | undefined>,
): Promise<{ input: NoticesInput; page: NoticesPage }> {
  const actor = await requireActorOrSignIn();
  const input = noticesInput.parse(query);
  return { input, page: await noticesPage(actor, input) };
}

/** Answers what the bell asks when it is opened. A route and not an action: nothing else waits behind it. */
export async function answerLatest(request: Request): Promise<Response> {
  return answer(await runCancellable(request, noInput, latestNotices));
}

/** Answers what the bell asks when somebody comes back to the page. */
export async function answerUnread(request: Request): Promise<Response> {
  return answer(await runCancellable(request, noInput, async (actor) => ({ unread: await countUnread(actor) })));
}
