import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { objectVersions } from "@/db/schema";
import { AppError } from "../../errors";
import { rehearseThrough } from "../../objects/rehearsal/queries";
import type { RehearsedVersion } from "../../objects/rehearsal/schema";
import { objectDefinition } from "../../objects/schema";
import { type Actor, authorizeRequest } from "../../policy";
import { requireOpen } from "../commands";
import { findRequest } from "../queries";
import type { AnswerWithInput } from "../schema";

export type FoundRequest = NonNullable<Awaited<ReturnType<typeof findRequest>>>;

/**
 * Tries the version that is asked for against a connection of the actor's, who answers the request and need not be a member
 * of its app. Throws AppError `not_found`, `forbidden`, `conflict` when it is over, and as `rehearseVersion`.
 */
export async function rehearseRequest(
  actor: Actor,
  { id, connectionId }: AnswerWithInput,
  signal: AbortSignal,
): Promise<RehearsedVersion> {
  const request = authorizeRequest(actor, "request.answer", await findRequest(actor, id));
  requireOpen(request);
  return rehearseFor(actor, request, connectionId, signal);
}

/** As `rehearseRequest`, for a request that the actor was seen to answer. */
export async function rehearseFor(
  actor: Actor,
  request: FoundRequest,
  connectionId: string,
  signal: AbortSignal,
): Promise<RehearsedVersion> {
  const [found] = await db()
    .select({ connector: objectVersions.connector, definition: objectVersions.definition })
    .from(objectVersions)
    .where(
      and(
        eq(objectVersions.accountId, actor.accountId),
        eq(objectVersions.objectId, request.object.id),
        eq(objectVersions.version, request.version ?? 0),
      ),
    );
  if (found === undefined)
    throw new AppError("conflict", "This request asks for access. There is nothing to rehearse.");
  const { connector, definition } = found;
  return rehearseThrough(actor, { connector, definition: objectDefinition.parse(definition), connectionId }, signal);
}
