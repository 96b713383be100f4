import { answer, runCancellable } from "../../cancellable-route";
import { checkTable, repairAsDraft } from "./commands";
import { checkTableInput, repairInput } from "./schema";

/** Answers a request to check a table. A browser that gives up stops the query. */
export async function answerTableCheck(request: Request): Promise<Response> {
  return answer(await runCancellable(request, checkTableInput, checkTable));
}

/** Answers a request for the repair as a draft, which reads the table once more. */
export async function answerRepair(request: Request): Promise<Response> {
  return answer(await runCancellable(request, repairInput, repairAsDraft));
}
