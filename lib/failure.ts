import { AppError, type ErrorCode, type Failure } from "./errors";
import { log, newReference } from "./log";

/** Whose sentence says everything: nothing is to be found in a log. */
const selfExplaining: ReadonlySet<ErrorCode> = new Set([
  "unauthorized",
  "forbidden",
  "not_found",
  "invalid",
  "conflict",
  "cancelled",
  "rate_limited",
  "paused",
]);

/** What the browser may know of an error, logged under the same reference. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof AppError)) return internalFailure(error);
  const reference = selfExplaining.has(error.code) && error.cause === undefined ? null : newReference();
  if (reference === null) log.debug({ code: error.code }, "refused");
  else log.warn({ err: error, reference }, "refused");
  const failure: Failure = { code: error.code, message: error.message, reference };
  return error.fields === undefined ? failure : { ...failure, fields: error.fields };
}

function internalFailure(error: unknown): Failure {
  const reference = newReference();
  log.error({ err: error, reference }, "failed inside");
  return {
    code: "internal",
    message:
      "Something failed inside Linkspan. Try again; if it fails again, tell whoever runs Linkspan the reference.",
    reference,
  };
}
