import { and, asc, desc, eq, inArray, ne, sql } from "drizzle-orm";
import { type Database, db, type Transaction } from "@/db/client";
import {
  connectionAdmins,
  connections,
  externalDataObjects,
  objectBindings,
  objectVersions,
  requests,
  users,
} from "@/db/schema";
import { findAppFacts } from "../../apps/queries";
import { inForce, listSuperAdminNames } from "../../connections/queries";
import { AppError } from "../../errors";
import { type Actor, authorizeInApp, type Environment } from "../../policy";
import { askers, stateNow } from "../queries";
import {
  mostAskable,
  type OpenRequest,
  type Person,
  type RequestKind,
  type WhomToAsk,
  type WhomToAskInput,
} from "../schema";

type Place = { objectId: string; environment: Environment; connector: string };

/**
 * Whom the actor can ask to deploy an object to an environment, or for access to a connection there. Throws AppError
 * `not_found`, `forbidden`, and `conflict` for what is not published.
 */
export async function whomToAsk(actor: Actor, input: WhomToAskInput): Promise<WhomToAsk> {
  const { objectId, environment, version } = input;
  authorizeInApp(actor, "object.deploy", await findAppOfObject(actor, objectId), "external data object");
  const { connector } = await requireVersion(db(), actor, objectId, version);
  const place = { objectId, environment, connector };
  const { bound, people } = await listAskable(db(), actor, place);
  const [superAdmins, deploy, access] = await Promise.all([
    people.length === 0 ? listSuperAdminNames(actor) : [],
    findOpen(db(), actor, "deploy", place),
    findOpen(db(), actor, "access", place),
  ]);
  return {
    bound: bound === null ? null : { name: bound.name },
    people: people.slice(0, mostAskable),
    more: people.length > mostAskable,
    superAdmins,
    open: { deploy, access },
  };
}

/** What the rules need to know of the app that an object is in; null in another account. */
export async function findAppOfObject(actor: Actor, objectId: string) {
  const [object] = await db()
    .select({ appId: externalDataObjects.appId })
    .from(externalDataObjects)
    .where(and(eq(externalDataObjects.accountId, actor.accountId), eq(externalDataObjects.id, objectId)));
  return object === undefined ? null : findAppFacts(actor, object.appId);
}

/** The version, or the last one. The caller has checked that the actor sees the object. */
export async function requireVersion(at: Database | Transaction, actor: Actor, objectId: string, version?: number) {
  const [found] = await at
    .select({ version: objectVersions.version, connector: objectVersions.connector })
    .from(objectVersions)
    .where(
      and(
        eq(objectVersions.accountId, actor.accountId),
        eq(objectVersions.objectId, objectId),
        version === undefined ? undefined : eq(objectVersions.version, version),
      ),
    )
    .orderBy(desc(objectVersions.version))
    .limit(1);
  if (found !== undefined) return found;
  throw new AppError(
    "conflict",
    version === undefined
      ? "This object is not published yet. Publish it first."
      : `This object has no version ${version}. Choose one that is published.`,
  );
}

/** The admins of what is bound there; where nothing is, everybody who administers a connection that would do. */
export async function listAskable(at: Database | Transaction, actor: Actor, place: Place) {
  const { objectId, environment, connector } = place;
  const [bound] = await at
    .select({ id: connections.id, name: connections.name, version: objectBindings.version })
    .from(objectBindings)
    .innerJoin(connections, eq(connections.id, objectBindings.connectionId))
    .where(
      and(
        eq(objectBindings.accountId, actor.accountId),
        eq(objectBindings.objectId, objectId),
        eq(objectBindings.environment, environment),
        eq(objectBindings.connector, connector),
      ),
    );
  const wanted =
    bound === undefined
      ? and(
          eq(connections.accountId, actor.accountId),
          eq(connections.environment, environment),
          eq(connections.connector, connector),
        )
      : eq(connections.id, bound.id);
  const administering = at
    .select({ userId: connectionAdmins.userId })
    .from(connectionAdmins)
    .innerJoin(connections, eq(connections.id, connectionAdmins.connectionId))
    .where(and(wanted, inForce));
  const people: Person[] = await at
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(
      and(
        eq(users.accountId, actor.accountId),
        eq(users.status, "active"),
        ne(users.id, actor.id),
        inArray(users.id, administering),
      ),
    )
    .orderBy(asc(users.name), asc(users.id))
    .limit(mostAskable + 1);
  return { bound: bound ?? null, people };
}

/** What is open in this place: of deploys there is one at most, of questions for access one of each person. */
export async function findOpen(
  at: Database | Transaction,
  actor: Actor,
  kind: RequestKind,
  { objectId, environment }: Omit<Place, "connector">,
): Promise<OpenRequest | null> {
  const [open] = await at
    .select({
      id: requests.id,
      by: { id: askers.id, name: askers.name },
      version: requests.version,
      requestedAt: requests.requestedAt,
    })
    .from(requests)
    .innerJoin(askers, eq(askers.id, requests.requestedBy))
    .where(
      and(
        eq(requests.accountId, actor.accountId),
        eq(requests.objectId, objectId),
        eq(requests.environment, environment),
        eq(requests.kind, kind),
        kind === "access" ? eq(requests.requestedBy, actor.id) : undefined,
        sql`${stateNow} = 'open'`,
      ),
    );
  if (open === undefined) return null;
  return { ...open, requestedAt: open.requestedAt.toISOString(), self: open.by.id === actor.id };
}
