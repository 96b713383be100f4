import { headers } from "next/headers";
import type { z } from "zod";
import { parseInput, requireOwnOrigin } from "./action-guard";
import type { Result } from "./errors";
import { failureOf } from "./failure";
import { withLogContext } from "./log";
import { requestIds } from "./request";

/** Makes a command of somebody who is not signed in a server action that answers, where `formAction` leads on to a page. */
export function openAction<S extends z.ZodType, T>(
  schema: S,
  run: (input: z.output<S>, headers: Headers) => Promise<T>,
): (input: unknown) => Promise<Result<T>> {
  return async (input) => {
    const requestHeaders = await headers();
    return withLogContext(requestIds(requestHeaders), async () => {
      try {
        requireOwnOrigin(requestHeaders);
        return { ok: true, value: await run(parseInput(schema, input), requestHeaders) };
      } catch (error) {
        return { ok: false, error: failureOf(error) };
      }
    });
  };
}
