import { and, asc, desc, eq, gt, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { connections, objectBindings, requests } from "@/db/schema";
import { administeredBy, visibleTo } from "../../connections/queries";
import { knownConnector } from "../../connections/status";
import { type Actor, answerInApp, answerOnRequest, authorizeRequest, type Environment } from "../../policy";
import { findAppOfObject } from "../people/queries";
import { answerers, askers, findRequest, peopleAsked, stateNow, toRow } from "../queries";
import type { FittingConnection, ObjectRequest, Person, RequestDetail, RequestState } from "../schema";

/** Connections offered for an answer, at most. */
const mostConnections = 500;

/** A request for who asked or is asked. Throws AppError `not_found`. */
export async function findRequestDetail(actor: Actor, id: string): Promise<RequestDetail> {
  const request = authorizeRequest(actor, "request.see", await findRequest(actor, id));
  const answer = answerOnRequest(actor, "request.answer", request);
  const isOpen = request.state === "open";
  const [bound, fitting, confirmedWith] = await Promise.all([
    findBound(actor, request.object.id, request.environment),
    answer.allowed && isOpen ? listFitting(actor, request) : [],
    request.connectionId === null ? null : findVisible(actor, request.connectionId),
  ]);
  return {
    ...toRow(request),
    connector: knownConnector(request.connector),
    message: request.message,
    answer: request.answer,
    self: request.isAsker,
    appVisible: request.appVisible,
    bound: bound === null ? null : { version: bound.version, connection: bound.visible ? bound.name : null },
    confirmedWith,
    connections: fitting,
    answerRefusal: "reason" in answer ? answer.reason : null,
    mayWithdraw: isOpen && answerOnRequest(actor, "request.withdraw", request).allowed,
  };
}

async function findBound(actor: Actor, objectId: string, environment: Environment) {
  const [bound] = await db()
    .select({
      version: objectBindings.version,
      name: connections.name,
      visible: sql<boolean>`${visibleTo(actor)}`,
    })
    .from(objectBindings)
    .innerJoin(connections, eq(connections.id, objectBindings.connectionId))
    .where(
      and(
        eq(objectBindings.accountId, actor.accountId),
        eq(objectBindings.objectId, objectId),
        eq(objectBindings.environment, environment),
      ),
    );
  return bound ?? null;
}

type Wanted = { object: { id: string }; environment: Environment; connector: string };

async function listFitting(actor: Actor, { object, environment, connector }: Wanted): Promise<FittingConnection[]> {
  const bound = sql<boolean>`exists (
    select from ${objectBindings} where ${objectBindings.objectId} = ${object.id}
      and ${objectBindings.environment} = ${environment} and ${objectBindings.connectionId} = ${connections.id}
  )`;
  return db()
    .select({ id: connections.id, name: connections.name, bound: sql<boolean>`${bound}` })
    .from(connections)
    .where(
      and(
        eq(connections.accountId, actor.accountId),
        eq(connections.environment, environment),
        eq(connections.connector, connector),
        administeredBy(actor),
      ),
    )
    .orderBy(desc(bound), asc(connections.nameKey), asc(connections.id))
    .limit(mostConnections);
}

async function findVisible(actor: Actor, id: string): Promise<{ id: string; name: string } | null> {
  const [found] = await db()
    .select({ id: connections.id, name: connections.name })
    .from(connections)
    .where(and(eq(connections.id, id), visibleTo(actor)));
  return found ?? null;
}

/** How long an outcome stays on the object's page. */
const outcomeShown = sql`now() - interval '14 days'`;

/**
 * What was asked about an object, the latest of each kind and environment: an open deploy for everybody, the rest for who
 * asked. Nothing for those who may not deploy the object.
 */
export async function listObjectRequests(actor: Actor, objectId: string): Promise<ObjectRequest[]> {
  const app = await findAppOfObject(actor, objectId);
  if (app === null || !answerInApp(actor, "object.deploy", app).allowed) return [];
  const isOpen = sql`${stateNow} = 'open'`;
  const found = await db()
    .selectDistinctOn([requests.kind, requests.environment], {
      id: requests.id,
      kind: requests.kind,
      state: sql<RequestState>`${stateNow}`,
      version: requests.version,
      environment: requests.environment,
      requestedBy: { id: askers.id, name: askers.name },
      requestedAt: requests.requestedAt,
      people: sql<Person[]>`${peopleAsked}`,
      answeredBy: answerers.name,
      answeredAt: requests.answeredAt,
      answer: requests.answer,
    })
    .from(requests)
    .innerJoin(askers, eq(askers.id, requests.requestedBy))
    .leftJoin(answerers, eq(answerers.id, requests.answeredBy))
    .where(
      and(
        eq(requests.accountId, actor.accountId),
        eq(requests.objectId, objectId),
        or(
          and(isOpen, eq(requests.kind, "deploy")),
          and(
            eq(requests.requestedBy, actor.id),
            or(gt(requests.answeredAt, outcomeShown), gt(requests.expiresAt, outcomeShown)),
          ),
        ),
      ),
    )
    .orderBy(requests.kind, requests.environment, desc(isOpen), desc(requests.requestedAt), desc(requests.id));
  return found.map(({ requestedAt, answeredAt, ...request }) => ({
    ...request,
    requestedAt: requestedAt.toISOString(),
    answeredAt: answeredAt?.toISOString() ?? null,
    self: request.requestedBy.id === actor.id,
  }));
}
