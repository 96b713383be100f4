import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
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
  const found = await linkedTo(connection, actor, {});
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

/** By app and name, `visible` or not; `more` says what else is wanted of each. A test holds its plan. */
export function linkedTo<M extends Record<string, PgColumn>>(connection: Connection, actor: Actor, more: M) {
  return db()
    .select({
      ...more,
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
    .where(boundTo(connection))
    .orderBy(asc(apps.nameKey), asc(apps.id), asc(externalDataObjects.name), asc(externalDataObjects.id));
}

export function boundTo({ id, accountId, environment }: Connection): SQL | undefined {
  return and(
    eq(objectBindings.accountId, accountId),
    // Always the connection's own: said so that the index is used, which has it before the connection.
    eq(objectBindings.environment, environment),
    eq(objectBindings.connectionId, id),
  );
}
