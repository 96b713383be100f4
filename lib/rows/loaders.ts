import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { runGuarded } from "../action-guard";
import { requireActor, requireActorOrSignIn } from "../actor";
import { AppError, type Result } from "../errors";
import { orNotFound } from "../loader";
import type { Actor, Environment } from "../policy";
import { exportRows } from "./export";
import { countRows, findRowsObject, listRows, type RowsObject } from "./queries";
import { countCap, countRowsInput, exportRowsInput, listRowsInput } from "./schema";

const ids = z.array(z.uuid());

/** An object for the screen of its rows; the 404 page when the actor may not see it. Redirects to sign in. */
export const loadRowsObject = cache(
  async (appId: string, objectId: string, environment: Environment): Promise<RowsObject> => {
    const actor = await requireActorOrSignIn();
    if (!ids.safeParse([appId, objectId]).success) notFound();
    return orNotFound(() => findRowsObject(actor, appId, objectId, environment));
  },
);

/** Answers a request for a page of rows. A browser that leaves stops the query. */
export async function answerRows(request: Request): Promise<Response> {
  return json(await guarded(request, listRowsInput, (actor, input) => listRows(actor, input, request.signal)));
}

/** Answers how many rows match, counted no further than one beyond `countCap`. */
export async function answerCount(request: Request): Promise<Response> {
  const count = await guarded(request, countRowsInput, (actor, input) =>
    countRows(actor, input, countCap + 1, request.signal),
  );
  return json(count);
}

/** Answers with a CSV file piece by piece, or with why there is none. A file that breaks off is never a whole one. */
export async function answerExport(request: Request): Promise<Response> {
  const file = await guarded(request, exportRowsInput, (actor, input) => exportRows(actor, input, request.signal));
  if (!file.ok) return json(file);
  const { name, isCut, pieces } = file.value;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = await pieces.next();
      if (piece.done === true) controller.close();
      else controller.enqueue(encoder.encode(piece.value));
    },
    cancel: async () => {
      await pieces.return();
    },
  });
  const headers = {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    "x-linkspan-cut": isCut ? "1" : "0",
    "cache-control": "no-store",
  };
  return new Response(body, { headers });
}

async function guarded<S extends z.ZodType, T>(
  request: Request,
  schema: S,
  run: (actor: Actor, input: z.output<S>) => Promise<T>,
): Promise<Result<T>> {
  const asked = { headers: request.headers, requireActor };
  return runGuarded(asked, schema, await readJson(request), async (actor, input) => {
    try {
      return await run(actor, input);
    } catch (error) {
      // Nobody reads the answer any more: it is no failure to write into the log.
      if (request.signal.aborted) throw new AppError("cancelled", "Reading was cancelled.");
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

function json(result: Result<unknown>): Response {
  return Response.json(result, { headers: { "cache-control": "no-store" } });
}
