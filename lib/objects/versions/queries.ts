import { and, desc, eq } from "drizzle-orm";
import { type Database, db, type Transaction } from "@/db/client";
import { objectVersions } from "@/db/schema";
import type { Actor } from "../../policy";
import { type ObjectDefinition, objectDefinition } from "../schema";

export type PublishedVersion = { version: number; definition: ObjectDefinition };

type WhichVersion = {
  objectId: string;
  /** The newest one where it is left out. */
  version?: number | undefined;
};

/** A published version; null where there is none. Says nothing of the actor's right to the object. */
export async function findVersion(
  { accountId }: Actor,
  { objectId, version }: WhichVersion,
  at: Database | Transaction = db(),
): Promise<PublishedVersion | null> {
  const [found] = await at
    .select({ version: objectVersions.version, definition: objectVersions.definition })
    .from(objectVersions)
    .where(
      and(
        eq(objectVersions.accountId, accountId),
        eq(objectVersions.objectId, objectId),
        version === undefined ? undefined : eq(objectVersions.version, version),
      ),
    )
    .orderBy(desc(objectVersions.version))
    .limit(1);
  return found === undefined ? null : { version: found.version, definition: objectDefinition.parse(found.definition) };
}
