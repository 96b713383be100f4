import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { findClaims, requireActor, requireActorOrSignIn, requireSignedIn } from "../actor";
import { answer, runCancellable } from "../cancellable-route";
import { findSessionActorAt } from "../connections/purpose/queries";
import { csvResponse } from "../csv-response";
import { orNotFound } from "../loader";
import type { Actor, Environment } from "../policy";
import { exportRows } from "./export";
import { countRows, findRowsObject, listRows, type RowsObject } from "./queries";
import { countCap, countRowsInput, exportRowsInput, listRowsInput, rowsPlace } from "./schema";

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
  return answer(await runCancellable(request, listRowsInput, listRows, requireActorAt));
}

/** Answers how many rows match, counted no further than one beyond `countCap`. */
export async function answerCount(request: Request): Promise<Response> {
  const count = await runCancellable(
    request,
    countRowsInput,
    (actor, input, signal) => countRows(actor, input, countCap + 1, signal),
    requireActorAt,
  );
  return answer(count);
}

/** Answers with a CSV file piece by piece, or with why there is none. A file that breaks off is never a whole one. */
export async function answerExport(request: Request): Promise<Response> {
  const file = await runCancellable(request, exportRowsInput, exportRows, requireActorAt);
  if (!file.ok) return answer(file);
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
  return csvResponse(body, { name, isCut });
}

/** The acting user, read together with the object that the request names. Throws AppError `unauthorized`. */
async function requireActorAt(body: unknown, headers: Headers): Promise<Actor> {
  const place = rowsPlace.safeParse(body);
  if (!place.success) return requireActor();
  const claims = await findClaims(headers);
  return requireSignedIn(claims === null ? null : await findSessionActorAt(claims, place.data));
}
