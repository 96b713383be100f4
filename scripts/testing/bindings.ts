import { db } from "@/db/client";
import { bindVersion, holdPlace } from "@/lib/objects/bindings/commands";
import { lockObject } from "@/lib/objects/commands";
import type { Actor } from "@/lib/policy";

/** Binds version 1 in Development as publishing does, without a table to read. */
export async function bindInDevelopment(
  actor: Actor,
  { objectId, connectionId }: { objectId: string; connectionId: string },
): Promise<void> {
  await db().transaction(async (tx) => {
    const place = await holdPlace(tx, actor, { objectId, environment: "development", connectionId });
    await lockObject(tx, actor, objectId, "object.edit");
    await bindVersion(tx, actor, place, { version: 1 });
  });
}
