import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { type ActionRequest, runGuarded } from "./action-guard";
import { requireActor } from "./actor";
import type { VerificationEvent } from "./connections/schema";
import type { Result } from "./errors";
import type { Actor } from "./policy";
import { streamVerification, type VerificationOutcome, type VerificationRun } from "./verification-stream";

/**
 * Makes a command a server action. Whatever goes wrong comes back as a Failure: a refusal in its own words, input by
 * field, anything unforeseen as `internal` with the reference under which it was logged.
 */
export function action<S extends z.ZodType, T>(
  schema: S,
  command: (actor: Actor, input: z.output<S>) => Promise<T>,
): (input: unknown) => Promise<Result<T>> {
  return async (input) => runGuarded(await currentRequest(), schema, input, command, isControlFlow);
}

/**
 * Makes a verification a server action whose events arrive one by one. Origin, session and input fail as a Result;
 * all that happens later arrives as an event, the last one `done` or `refused`.
 */
export function streamingAction<S extends z.ZodType>(
  schema: S,
  run: (actor: Actor, input: z.output<S>, watch: Parameters<VerificationRun>[0]) => Promise<VerificationOutcome>,
): (input: unknown) => Promise<Result<AsyncIterable<VerificationEvent>>> {
  return async (input) =>
    runGuarded<S, AsyncIterable<VerificationEvent>>(await currentRequest(), schema, input, (actor, parsed) =>
      streamVerification((watch) => run(actor, parsed, watch)),
    );
}

async function currentRequest(): Promise<ActionRequest> {
  return { headers: await headers(), requireActor };
}

/** Redirects and the like travel as errors and belong to the framework. */
function isControlFlow(error: unknown): boolean {
  try {
    unstable_rethrow(error);
    return false;
  } catch {
    return true;
  }
}
