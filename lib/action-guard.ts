import type { z } from "zod";
import { AppError, type Result } from "./errors";
import { failureOf } from "./failure";
import { withLogContext } from "./log";
import type { Actor } from "./policy";
import { isFromOwnPages, requestIds } from "./request";
import { foreignWords } from "./request-limits";

/** What an action knows of the request that calls it. */
export type ActionRequest = { headers: Headers; requireActor(): Promise<Actor> };

/**
 * Checks a request for an action (Origin, session, shape of the input, in this order), runs it and says how it went.
 * Never throws, except what `isControlFlow` claims for the framework.
 */
export async function runGuarded<S extends z.ZodType, T>(
  request: ActionRequest,
  schema: S,
  input: unknown,
  run: (actor: Actor, input: z.output<S>) => T | Promise<T>,
  isControlFlow: (error: unknown) => boolean = () => false,
): Promise<Result<T>> {
  return withLogContext(requestIds(request.headers), async () => {
    try {
      requireOwnOrigin(request.headers);
      const actor = await request.requireActor();
      const parsed = parseInput(schema, input);
      return await withLogContext({ userId: actor.id }, async () => ({ ok: true, value: await run(actor, parsed) }));
    } catch (error) {
      if (isControlFlow(error)) throw error;
      return { ok: false, error: failureOf(error) };
    }
  });
}

/** Throws AppError `forbidden`. Next alone lets a request without an Origin through. */
export function requireOwnOrigin(headers: Headers): void {
  if (isFromOwnPages(headers)) return;
  throw new AppError("forbidden", foreignWords);
}

/** Throws AppError `invalid` with one sentence per field; the first one said about a field is shown. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[issue.path.join(".")] ??= issue.message;
  throw new AppError("invalid", "Check the marked fields.", { fields });
}
