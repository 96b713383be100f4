import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { parseInput, requireOwnOrigin } from "./action-guard";
import type { Failure } from "./errors";
import { failureOf } from "./failure";
import { withLogContext } from "./log";
import { requestIds } from "./request";

/** What a form shows after it was sent. Nothing that was typed is in it: the browser keeps that. */
export type FormState = Failure | null;

/**
 * Makes a command of somebody who is not signed in a form's action, for `useActionState`; it works without scripts too.
 * `run` gives the page to go to. Whatever goes wrong becomes the form's next state.
 */
export function formAction<S extends z.ZodType>(
  schema: S,
  run: (input: z.output<S>, headers: Headers) => Promise<string>,
): (previous: FormState, form: FormData) => Promise<FormState> {
  return async (_previous, form) => {
    const requestHeaders = await headers();
    return withLogContext(requestIds(requestHeaders), async () => {
      let destination: string;
      try {
        requireOwnOrigin(requestHeaders);
        destination = await run(parseInput(schema, Object.fromEntries(form)), requestHeaders);
      } catch (error) {
        return failureOf(error);
      }
      return redirect(destination);
    });
  };
}
