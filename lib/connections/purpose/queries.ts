import { and, eq, sql } from "drizzle-orm";
import { type Database, db } from "@/db/client";
import { appMembers, connections, externalDataObjects, objectBindings, objectVersions, users } from "@/db/schema";
import { lastUsed } from "../../access/last-used/last-used";
import { findAppFacts } from "../../apps/queries";
import { AppError } from "../../errors";
import { type ObjectDefinition, objectDefinition } from "../../objects/schema";
import { type Actor, answerInApp, authorize, authorizeInApp, type Environment, environmentNames } from "../../policy";
import type { SessionClaims } from "../../users/session-token";
import { findConnection } from "../queries";

/** Why a secret is opened for a person: for an object and its rows, or to see what a connection offers. */
export type RowsPurpose = {
  by: Actor;
  ability: "rows.read" | "rows.write" | "object.check";
  objectId: string;
  environment: Environment;
};
export type UsePurpose = { by: Actor; ability: "connection.use"; connectionId: string };

/** Which credentials a purpose leads to. `version` is the version of the credentials. */
export type Destination = {
  id: string;
  accountId: string;
  name: string;
  connector: string;
  details: unknown;
  version: number;
  credentialsState: "ok" | "unreadable" | "refused";
};

const destinationColumns = {
  id: connections.id,
  accountId: connections.accountId,
  name: connections.name,
  connector: connections.connector,
  details: connections.details,
  version: connections.version,
  credentialsState: connections.credentialsState,
};

export type ObjectAtWork = { id: string; accountId: string; appId: string; name: string; version: number };

/**
 * The object, its version and its connection in one environment, for somebody who may do that with it. Throws
 * AppError `not_found`, also where nothing is bound, and `forbidden`.
 */
export async function requireRowsRight({ by, ability, objectId, environment }: RowsPurpose) {
  const found = takeReadWith(by, objectId, environment) ?? (await readBoundObject(by.id, objectId, environment));
  if (found === undefined || found.object === null) throw authorizeInApp(by, ability, null, "external data object");
  const { object, level, version, connection } = found;
  const definition = version === null ? null : await definitionOf(object.id, version);
  const membersWithUseMay = definition?.membersWithUseMay ?? "read";
  const facts = { accountId: object.accountId, level, managers: [], membersWithUseMay };
  if (!answerInApp(by, ability, facts).allowed) {
    // The refusal names whom to ask, which nobody else needs.
    const app = await findAppFacts(by, object.appId);
    authorizeInApp(by, ability, app === null ? null : { ...app, level, membersWithUseMay }, "external data object");
  }
  if (connection === null || definition === null || version === null) {
    throw new AppError(
      "not_found",
      `This external data object is not deployed to ${environmentNames[environment]} yet.`,
    );
  }
  if (level !== null && ability !== "object.check") lastUsed().note("app", object.appId, by.id);
  return { object: { ...object, version }, definition, destination: connection };
}

type Bound = Awaited<ReturnType<typeof readBoundObject>>;

/** What was read of an object together with who asks, for the first right that they need there. */
const readWith = new WeakMap<Actor, { objectId: string; environment: Environment; bound: Bound }>();

/**
 * The actor of a session as `findSessionActor` finds them, and in the same statement what their right to the rows of an
 * object hangs on: one after the other, both would take a tenth of the time of a request for rows.
 */
export async function findSessionActorAt(
  { userId, epoch }: SessionClaims,
  { objectId, environment }: Pick<RowsPurpose, "objectId" | "environment">,
): Promise<Actor | null> {
  const bound = await readBoundObject(userId, objectId, environment);
  if (bound === undefined || bound.epoch !== epoch) return null;
  const { actor } = bound;
  readWith.set(actor, { objectId, environment, bound });
  return actor;
}

/** Once: whoever asks again, such as for the next piece of an export, may have lost the right in between. */
function takeReadWith(by: Actor, objectId: string, environment: Environment): Bound {
  const read = readWith.get(by);
  readWith.delete(by);
  return read?.objectId === objectId && read.environment === environment ? read.bound : undefined;
}

/** Undefined for somebody who is not active; `object` is null for one that is not of their account. */
async function readBoundObject(userId: string, objectId: string, environment: Environment) {
  const [found] = await boundObject(db()).execute({ userId, objectId, environment });
  return found;
}

const statements = new WeakMap<Database, ReturnType<typeof prepareBoundObject>>();

// Every read and write of a row asks this first.
function boundObject(at: Database) {
  const statement = statements.get(at) ?? prepareBoundObject(at);
  statements.set(at, statement);
  return statement;
}

function prepareBoundObject(at: Database) {
  return at
    .select({
      actor: { id: users.id, accountId: users.accountId, name: users.name, email: users.email, role: users.role },
      epoch: users.sessionEpoch,
      object: {
        id: externalDataObjects.id,
        accountId: externalDataObjects.accountId,
        appId: externalDataObjects.appId,
        name: externalDataObjects.name,
      },
      level: appMembers.level,
      version: objectBindings.version,
      connection: destinationColumns,
    })
    .from(users)
    .leftJoin(
      externalDataObjects,
      and(eq(externalDataObjects.accountId, users.accountId), eq(externalDataObjects.id, sql.placeholder("objectId"))),
    )
    .leftJoin(appMembers, and(eq(appMembers.appId, externalDataObjects.appId), eq(appMembers.userId, users.id)))
    .leftJoin(
      objectBindings,
      and(
        eq(objectBindings.objectId, externalDataObjects.id),
        eq(objectBindings.environment, sql.placeholder("environment")),
      ),
    )
    .leftJoin(connections, eq(connections.id, objectBindings.connectionId))
    .where(and(eq(users.id, sql.placeholder("userId")), eq(users.status, "active")))
    .prepare("bound_object");
}

/** Versions never change, so that each is read once: with every row it would take longer than who asks for it. */
const definitions = new Map<string, ObjectDefinition>();
const mostDefinitions = 500;

async function definitionOf(objectId: string, version: number): Promise<ObjectDefinition | null> {
  const key = `${objectId} ${version}`;
  const known = definitions.get(key);
  if (known !== undefined) return known;
  const [row] = await db()
    .select({ definition: objectVersions.definition })
    .from(objectVersions)
    .where(and(eq(objectVersions.objectId, objectId), eq(objectVersions.version, version)));
  if (row === undefined) return null;
  const definition = objectDefinition.parse(row.definition);
  if (definitions.size >= mostDefinitions) definitions.clear();
  definitions.set(key, definition);
  return definition;
}

/** The connection, for one of its admins. Throws AppError `not_found`, `forbidden`. */
export async function requireUseRight({ by, ability, connectionId }: UsePurpose) {
  const connection = authorize(by, ability, await findConnection(by, connectionId));
  const [destination] = await db()
    .select(destinationColumns)
    .from(connections)
    .where(and(eq(connections.accountId, by.accountId), eq(connections.id, connection.id)));
  if (destination === undefined) throw authorize(by, ability, null);
  lastUsed().note("connection", connection.id, by.id);
  return { environment: connection.environment, destination };
}
