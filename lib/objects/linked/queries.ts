import { and, asc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { apps, externalDataObjects, objectBindings, objectVersions } from "@/db/schema";
import { appVisibleTo } from "../../apps/queries";
import { findConnection, listSuperAdminNames } from "../../connections/queries";
import type { LinkedObjects } from "../../connections/schema";
import { type Actor, authorize, type Environment } from "../../policy";
import { tableName } from "../queries";
import { byApp } from "./by-app";

type Connection = { id: string; accountId: string; environment: Environment };

/** Where a connection is used, by app. Throws AppError `not_found`. */
export async function linkedObjects(actor: Actor, connectionId: string): Promise<LinkedObjects> {
  const connection = authorize(actor, "connection.see_admins", await findConnection(actor, connectionId));
  const { id, name, environment } = connection;
  const found = await linkedTo(connection, actor);
  const seen = found.filter(({ visible }) => visible);
  const hiddenCount = found.length - seen.length;
  return {
    connection: { id, name, environment },
    total: found.length,
    apps: byApp(seen, ({ id, name, table, version, drifted }) => ({ id, name, table, version, drifted })),
    hiddenCount,
    ask: hiddenCount === 0 ? [] : await listSuperAdminNames(actor),
  };
}

/** By app and name, `visible` or not. A test holds its plan. */
export function linkedTo({ id, accountId, environment }: Connection, actor: Actor) {
  return db()
    .select({
      app: { id: apps.id, name: apps.name },
      id: externalDataObjects.id,
      name: externalDataObjects.name,
      table: sql<string>`${tableName}`,
      version: objectBindings.version,
      drifted: sql<boolean>`${objectBindings.driftedAt} is not null`,
      visible: appVisibleTo(actor),
    })
    .from(objectBindings)
    .innerJoin(externalDataObjects, eq(externalDataObjects.id, objectBindings.objectId))
    .innerJoin(apps, eq(apps.id, externalDataObjects.appId))
    .innerJoin(
      objectVersions,
      and(eq(objectVersions.objectId, objectBindings.objectId), eq(objectVersions.version, objectBindings.version)),
    )
    .where(
      and(
        eq(objectBindings.accountId, accountId),
        // Always the connection's own: said so that the index is used, which has it before the connection.
        eq(objectBindings.environment, environment),
        eq(objectBindings.connectionId, id),
      ),
    )
    .orderBy(asc(apps.nameKey), asc(apps.id), asc(externalDataObjects.name), asc(externalDataObjects.id));
}
