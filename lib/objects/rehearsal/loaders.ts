import { answer, runCancellable } from "../../cancellable-route";
import { rehearseVersion } from "./queries";
import { rehearseInput } from "./schema";

/** Answers a request to rehearse a version. A browser that gives up stops the query. */
export async function answerRehearsal(request: Request): Promise<Response> {
  return answer(await runCancellable(request, rehearseInput, rehearseVersion));
}
