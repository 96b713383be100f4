import { answer, runCancellable } from "../../cancellable-route";
import { deployVersion } from "./commands";
import { deployInput } from "./schema";

/** Answers a request to deploy. A browser that gives up while it is rehearsed stops it; nothing is bound then. */
export async function answerDeploy(request: Request): Promise<Response> {
  return answer(await runCancellable(request, deployInput, deployVersion));
}
