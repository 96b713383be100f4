import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { externalDataObjects, objectVersions } from "@/db/schema";
import { findAppFacts } from "../../apps/queries";
import { withSession } from "../../connections/sessions";
import { connectors } from "../../connectors/connectors";
import { AppError } from "../../errors";
import { type Actor, authorizeInApp } from "../../policy";
import { type ObjectDefinition, objectDefinition } from "../schema";
import { rehearseAll } from "./rehearse-all";
import type { RehearsedVersion, RehearseInput } from "./schema";
import { withinLimit } from "./within-limit";

/**
 * Tries a version of an object against a connection, for somebody who may deploy the one and use the other. Nothing is
 * written anywhere. Throws AppError `not_found`, `forbidden`, `conflict` for a connection of another connector, the
 * signal's reason, and what the external server does.
 */
export async function rehearseVersion(
  actor: Actor,
  { objectId, version, connectionId }: RehearseInput,
  signal: AbortSignal,
): Promise<RehearsedVersion> {
  const found = await findVersion(actor, objectId, version);
  const what = "external data object";
  const facts = found === null ? null : await findAppFacts(actor, found.appId);
  authorizeInApp(actor, "object.deploy", facts, what);
  if (found?.definition == null) throw new AppError("not_found", "This version does not exist. Choose another one.");
  return rehearseThrough(actor, { connector: found.connector, definition: found.definition, connectionId }, signal);
}

type Through = { connector: string | null; definition: ObjectDefinition; connectionId: string };

/**
 * As `rehearseVersion`, for a version of which the caller knows that the actor may know it: whoever answers a request need
 * not be a member of its app.
 */
export async function rehearseThrough(
  actor: Actor,
  { connector, definition, connectionId }: Through,
  signal: AbortSignal,
): Promise<RehearsedVersion> {
  return withinLimit(signal, (limited) =>
    withSession({ by: actor, ability: "connection.use", connectionId }, async ({ session, connection }) => {
      if (connection.connector !== connector) {
        throw new AppError("conflict", "This version is of another connector. Choose a connection of the same one.");
      }
      const { grantStatement } = connectors[connection.connector];
      const [rehearsal] = await rehearseAll(session, grantStatement, [definition], { signal: limited });
      if (rehearsal === undefined) throw new Error("A rehearsal of one version has one outcome.");
      return { rehearsal, connectionVersion: connection.version };
    }),
  );
}

/** Null for no object in the actor's account; its `definition` is null for no such version. */
async function findVersion(actor: Actor, objectId: string, version: number) {
  const [found] = await db()
    .select({
      appId: externalDataObjects.appId,
      connector: objectVersions.connector,
      definition: objectVersions.definition,
    })
    .from(externalDataObjects)
    .leftJoin(
      objectVersions,
      and(eq(objectVersions.objectId, externalDataObjects.id), eq(objectVersions.version, version)),
    )
    .where(and(eq(externalDataObjects.accountId, actor.accountId), eq(externalDataObjects.id, objectId)));
  if (found === undefined) return null;
  return { ...found, definition: found.definition === null ? null : objectDefinition.parse(found.definition) };
}
