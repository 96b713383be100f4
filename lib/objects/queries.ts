import { and, asc, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { connections, externalDataObjects, objectBindings, objectVersions, users } from "@/db/schema";
import { findAppFacts } from "../apps/queries";
import { visibleTo } from "../connections/queries";
import { statusOf } from "../connections/status";
import { type Actor, abilitiesIn, answerInApp, authorizeInApp } from "../policy";
import { vault } from "../vault";
import { type ObjectBinding, type ObjectDetail, type ObjectRow, objectDefinition } from "./schema";

/** `schema.table` of a version's definition. */
export const tableName: SQL = sql`${objectVersions.definition} #>> '{table,schema}' || '.' || (${objectVersions.definition} #>> '{table,name}')`;

const editors = alias(users, "editors");

const latestVersion = and(
  eq(objectVersions.objectId, externalDataObjects.id),
  eq(
    objectVersions.version,
    sql`(select max(v.version) from object_versions v where v.object_id = ${externalDataObjects.id})`,
  ),
);

const isBeingEdited = and(isNotNull(externalDataObjects.draft), isNotNull(objectVersions.version));

/** An app's objects by name; drafts only for those who may edit them. Throws AppError `not_found`. */
export async function listObjects(actor: Actor, appId: string): Promise<ObjectRow[]> {
  const facts = authorizeInApp(actor, "object.see", await findAppFacts(actor, appId));
  const mayEdit = answerInApp(actor, "object.edit", facts).allowed;
  const bindings = sql`(
    select coalesce(
      json_agg(
        json_build_object('environment', b.environment, 'version', b.version, 'drifted', b.drifted_at is not null)
        order by array_position(array['development', 'test', 'production'], b.environment)
      ), '[]')
    from object_bindings b where b.object_id = ${externalDataObjects.id}
  )`;
  const found = await db()
    .select({
      id: externalDataObjects.id,
      name: externalDataObjects.name,
      description: externalDataObjects.description,
      table: sql<string | null>`${tableName}`,
      version: objectVersions.version,
      bindings: sql<ObjectRow["bindings"]>`${bindings}`,
      modifiedAt: externalDataObjects.modifiedAt,
      isBeingEdited: mayEdit ? sql<boolean>`${isBeingEdited}` : sql<boolean>`false`,
    })
    .from(externalDataObjects)
    .leftJoin(objectVersions, latestVersion)
    .where(
      and(
        eq(externalDataObjects.accountId, actor.accountId),
        eq(externalDataObjects.appId, appId),
        mayEdit ? undefined : isNotNull(objectVersions.version),
      ),
    )
    .orderBy(asc(externalDataObjects.name), asc(externalDataObjects.id));
  const mayCheck = answerInApp(actor, "object.check", facts).allowed;
  return found.map((row) => ({ ...row, mayCheck, modifiedAt: row.modifiedAt.toISOString() }));
}

/** One object of an app, with what it is bound to. Throws AppError `not_found`. */
export async function findObject(actor: Actor, appId: string, objectId: string): Promise<ObjectDetail> {
  const app = authorizeInApp(actor, "object.see", await findAppFacts(actor, appId), "external data object");
  const [object] = await db()
    .select({
      id: externalDataObjects.id,
      name: externalDataObjects.name,
      description: externalDataObjects.description,
      version: objectVersions.version,
      definition: objectVersions.definition,
      publishedAt: objectVersions.publishedAt,
      publishedBy: users.name,
      editedBy: editors.name,
      editedSince: externalDataObjects.draftBegunAt,
    })
    .from(externalDataObjects)
    .innerJoin(objectVersions, latestVersion)
    .leftJoin(users, eq(users.id, objectVersions.publishedBy))
    .leftJoin(editors, eq(editors.id, externalDataObjects.draftBegunBy))
    .where(
      and(
        eq(externalDataObjects.accountId, actor.accountId),
        eq(externalDataObjects.appId, appId),
        eq(externalDataObjects.id, objectId),
      ),
    );
  if (object === undefined) throw authorizeInApp(actor, "object.see", null, "external data object");
  const { editedBy, editedSince, ...published } = object;
  const definition = objectDefinition.parse(object.definition);
  const facts = { ...app, membersWithUseMay: definition.membersWithUseMay };
  const mayEdit = answerInApp(actor, "object.edit", facts).allowed;
  const refusal = (ability: "object.delete" | "object.deploy") => {
    const answer = answerInApp(actor, ability, facts);
    return "reason" in answer ? answer.reason : null;
  };
  return {
    ...published,
    definition,
    beingEdited:
      mayEdit && editedBy !== null && editedSince !== null ? { by: editedBy, since: editedSince.toISOString() } : null,
    publishedAt: object.publishedAt.toISOString(),
    app: { id: app.id, name: app.name },
    bindings: await listBindings(actor, objectId),
    abilities: abilitiesIn(actor, facts),
    deleteRefusal: refusal("object.delete"),
    deployRefusal: refusal("object.deploy"),
  };
}

async function listBindings(actor: Actor, objectId: string): Promise<ObjectBinding[]> {
  const found = await db()
    .select({
      environment: objectBindings.environment,
      version: objectBindings.version,
      boundAt: objectBindings.boundAt,
      boundBy: users.name,
      driftedAt: objectBindings.driftedAt,
      id: connections.id,
      name: connections.name,
      connector: connections.connector,
      adminCount: connections.adminCount,
      credentialsState: connections.credentialsState,
      credentialsKeyId: connections.credentialsKeyId,
      visible: sql<boolean>`${visibleTo(actor)}`,
    })
    .from(objectBindings)
    .innerJoin(connections, eq(connections.id, objectBindings.connectionId))
    .leftJoin(users, eq(users.id, objectBindings.boundBy))
    .where(and(eq(objectBindings.accountId, actor.accountId), eq(objectBindings.objectId, objectId)))
    .orderBy(sql`array_position(array['development', 'test', 'production'], ${objectBindings.environment})`);
  const { keyIds } = await vault();
  return found.map(({ environment, version, boundAt, boundBy, driftedAt, ...connection }) => ({
    environment,
    version,
    boundAt: boundAt.toISOString(),
    boundBy,
    driftedAt: driftedAt === null ? null : driftedAt.toISOString(),
    connection: {
      id: connection.id,
      name: connection.name,
      connector: connection.connector,
      status: statusOf(connection, keyIds).status,
      visible: connection.visible,
    },
  }));
}
