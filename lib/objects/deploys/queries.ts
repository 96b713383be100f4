import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { connections, externalDataObjects, objectBindings, objectVersions, users } from "@/db/schema";
import { findAppFacts } from "../../apps/queries";
import { administeredBy } from "../../connections/queries";
import { knownConnector, statusOf } from "../../connections/status";
import type { ConnectorId } from "../../connectors/forms";
import { type Actor, authorizeInApp, type Environment } from "../../policy";
import { vault } from "../../vault";
import {
  type DeployableVersion,
  type DeployEnvironment,
  type DeployPlace,
  type DeployTargets,
  type DeployTargetsInput,
  deployEnvironments,
} from "./schema";

const what = "external data object";

/** The object, for somebody who may deploy it. Throws AppError `not_found`, `forbidden`. */
export async function requireDeployable(actor: Actor, objectId: string): Promise<{ id: string; name: string }> {
  const [object] = await db()
    .select({ id: externalDataObjects.id, name: externalDataObjects.name, appId: externalDataObjects.appId })
    .from(externalDataObjects)
    .where(and(eq(externalDataObjects.accountId, actor.accountId), eq(externalDataObjects.id, objectId)));
  const app = object === undefined ? null : await findAppFacts(actor, object.appId);
  const { id, name } = authorizeInApp(
    actor,
    "object.deploy",
    object === undefined || app === null ? null : { ...app, ...object },
    what,
  );
  return { id, name };
}

/** What of the object could be deployed, where and through what. Throws AppError `not_found`, `forbidden`. */
export async function listDeployTargets(actor: Actor, input: DeployTargetsInput): Promise<DeployTargets> {
  const { id: objectId } = await requireDeployable(actor, input.objectId);
  const versions = await listVersions(actor, objectId);
  const connectors = [...new Set(versions.map(({ connector }) => connector))];
  const [bindings, own] = await Promise.all([listBound(actor, objectId), listOwn(actor, connectors)]);
  const place = (environment: DeployEnvironment): DeployPlace => {
    const bound = bindings.find((each) => each.environment === environment);
    const connections = own.filter((each) => each.environment === environment);
    return {
      bound: bound === undefined ? null : { version: bound.version, connection: bound.connection },
      connections: connections.map(({ environment: _, ...connection }) => ({
        ...connection,
        bound: connection.id === bound?.connection.id,
      })),
    };
  };
  return { versions, places: { test: place("test"), production: place("production") } };
}

type Target = { objectId: string; version: number; environment: Environment };

/** Whether the actor has a connection there of the version's connector. Says nothing of their right in the app. */
export async function hasTarget(actor: Actor, { objectId, version, environment }: Target): Promise<boolean> {
  const [found] = await db()
    .select({ id: connections.id })
    .from(connections)
    .innerJoin(objectVersions, eq(objectVersions.connector, connections.connector))
    .where(
      and(
        eq(connections.accountId, actor.accountId),
        eq(connections.environment, environment),
        administeredBy(actor),
        eq(objectVersions.accountId, actor.accountId),
        eq(objectVersions.objectId, objectId),
        eq(objectVersions.version, version),
      ),
    )
    .limit(1);
  return found !== undefined;
}

async function listVersions(actor: Actor, objectId: string): Promise<DeployableVersion[]> {
  const found = await db()
    .select({
      version: objectVersions.version,
      connector: objectVersions.connector,
      publishedAt: objectVersions.publishedAt,
      publishedBy: users.name,
    })
    .from(objectVersions)
    .innerJoin(users, eq(users.id, objectVersions.publishedBy))
    .where(and(eq(objectVersions.accountId, actor.accountId), eq(objectVersions.objectId, objectId)))
    .orderBy(desc(objectVersions.version));
  return found.map(({ connector, publishedAt, ...version }) => ({
    ...version,
    connector: knownConnector(connector),
    publishedAt: publishedAt.toISOString(),
  }));
}

async function listBound(actor: Actor, objectId: string) {
  return db()
    .select({
      environment: objectBindings.environment,
      version: objectBindings.version,
      connection: { id: connections.id, name: connections.name },
    })
    .from(objectBindings)
    .innerJoin(connections, eq(connections.id, objectBindings.connectionId))
    .where(and(eq(objectBindings.accountId, actor.accountId), eq(objectBindings.objectId, objectId)));
}

async function listOwn(actor: Actor, connectors: readonly ConnectorId[]) {
  const found = await db()
    .select({
      id: connections.id,
      name: connections.name,
      environment: connections.environment,
      connector: connections.connector,
      adminCount: connections.adminCount,
      credentialsState: connections.credentialsState,
      credentialsKeyId: connections.credentialsKeyId,
    })
    .from(connections)
    .where(
      and(
        eq(connections.accountId, actor.accountId),
        inArray(connections.environment, [...deployEnvironments]),
        inArray(connections.connector, [...connectors]),
        administeredBy(actor),
      ),
    )
    .orderBy(asc(connections.nameKey), asc(connections.id));
  const { keyIds } = await vault();
  return found.map(({ id, name, environment, connector, ...state }) => ({
    id,
    name,
    environment,
    connector: knownConnector(connector),
    status: statusOf(state, keyIds).status,
  }));
}
