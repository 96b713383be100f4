import { sql } from "drizzle-orm";
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

/** Bindings to what is gone, of another environment, connector or account. Empty when all is right. */
export async function strayBindings(accountId: string): Promise<unknown[]> {
  const found = await db().execute(sql`
    select b.* from object_bindings b
    left join connections c on c.id = b.connection_id and c.account_id = b.account_id and c.environment = b.environment
      and c.connector = b.connector
    left join object_versions v on v.object_id = b.object_id and v.version = b.version and v.account_id = b.account_id
      and v.connector = b.connector
    where b.account_id = ${accountId} and (c.id is null or v.object_id is null)`);
  return [...found];
}
