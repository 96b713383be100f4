import { log } from "./log";
import { requestIdHeader } from "./request";

type FailedRequest = { path: string; method: string; headers: NodeJS.Dict<string | string[]> };

/** Logs an error of a page or route under the reference that its error page shows. Queries may hold what was typed. */
export function logRequestError(
  error: unknown,
  request: FailedRequest,
  { routePath, routeType }: { routePath: string; routeType: string },
): void {
  const requestId = request.headers[requestIdHeader];
  const path = request.path.replace(/\?.*$/s, "");
  log.error(
    { err: error, reference: digestOf(error), requestId, method: request.method, path, routePath, routeType },
    "request failed",
  );
}

/**
 * Sends errors that the framework prints through the log instead: printed whole, a query's error would show its
 * parameters. Text without an error in it is printed as before.
 */
export function logPrintedErrors(): void {
  const print = console.error;
  console.error = (...words: unknown[]) => {
    const errors = words.filter((word) => word instanceof Error);
    if (errors.length === 0) return print(...words);
    // One with a digest also comes through onRequestError, which knows the request.
    for (const error of errors.filter((each) => digestOf(each) === undefined)) {
      log.error({ err: error }, "printed by the framework");
    }
  };
}

function digestOf(error: unknown): string | undefined {
  return error instanceof Error && "digest" in error && typeof error.digest === "string" ? error.digest : undefined;
}
