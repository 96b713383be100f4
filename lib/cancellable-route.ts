import type { z } from "zod";
import { runGuarded } from "./action-guard";
import { requireActor } from "./actor";
import { AppError, type Result } from "./errors";
import type { Actor } from "./policy";

/**
 * Runs what a browser asked for by POST as an action would be, and says how it went. A route and not an action where the
 * browser may give up: the request's signal stops the work. `findActor` may read who asks together with what they ask for.
 */
export async function runCancellable<S extends z.ZodType, T>(
  request: Request,
  schema: S,
  run: (actor: Actor, input: z.output<S>, signal: AbortSignal) => Promise<T>,
  findActor: (body: unknown, headers: Headers) => Promise<Actor> = requireActor,
): Promise<Result<T>> {
  const body = await readJson(request);
  const asked = { headers: request.headers, requireActor: () => findActor(body, request.headers) };
  return runGuarded(asked, schema, body, async (actor, input) => {
    try {
      return await run(actor, input, request.signal);
    } catch (error) {
      // Nobody reads the answer any more: it is no failure to write into the log.
      if (request.signal.aborted) throw new AppError("cancelled", "It was cancelled.");
      throw error;
    }
  });
}

/** Null for what is no JSON, which the schema then refuses. */
async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return null;
  }
}

export function answer(result: Result<unknown>): Response {
  return Response.json(result, { headers: { "cache-control": "no-store" } });
}
