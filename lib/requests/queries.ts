import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type Database, db, type Transaction } from "@/db/client";
import { apps, connectionAdmins, connections, externalDataObjects, requestPeople, requests, users } from "@/db/schema";
import { appVisibleTo } from "../apps/queries";
import { inForce } from "../connections/queries";
import { type Actor, answerOnRequest } from "../policy";
import { waitingCap } from "../waiting/schema";
import { readCursor, writeCursor } from "./cursor";
import {
  type Person,
  pageSize,
  type RequestList,
  type RequestRow,
  type RequestState,
  type RequestsInput,
  type RequestsPage,
} from "./schema";

/**
 * Whether who asked may still ask: active, and with what `object.deploy` takes. As SQL, so that lists agree with what
 * confirming says; a test holds it against the policy.
 */
const mayStillAsk = sql`exists (
  select from external_data_objects o
  join app_members m on m.app_id = o.app_id and m.level = 'manage'
  join users u on u.id = m.user_id and u.status = 'active'
  where o.id = ${requests.objectId} and m.user_id = ${requests.requestedBy}
)`;

/** What an open request of now is, whether or not anybody wrote it down. */
export const stateNow = sql<RequestState>`(case
  when ${requests.state} <> 'open' then ${requests.state}
  when ${requests.expiresAt} <= now() then 'expired'
  when not ${mayStillAsk} then 'withdrawn'
  else 'open'
end)`;

function isAsked({ id }: Actor): SQL<boolean> {
  return sql<boolean>`exists (
    select from ${requestPeople} where ${requestPeople.requestId} = ${requests.id} and ${requestPeople.userId} = ${id}
  )`;
}

/** Whether the actor administers a connection that the row of `requests` at hand could be answered with. */
function hasConnection({ id }: Actor): SQL<boolean> {
  return sql<boolean>`exists (
    select from ${connectionAdmins}
    join ${connections} on ${connections.id} = ${connectionAdmins.connectionId}
    where ${connectionAdmins.userId} = ${id} and ${inForce} and ${fits}
  )`;
}

/** Of the rows of `connections` and `requests` at hand: the same account, environment and connector. */
export const fits = sql`(
  ${connections.accountId} = ${requests.accountId} and ${connections.environment} = ${requests.environment}
  and ${connections.connector} = ${requests.connector}
)`;

export const askers = alias(users, "askers");
export const answerers = alias(users, "answerers");

export const peopleAsked = sql<Person[]>`(
  select coalesce(json_agg(json_build_object('id', u.id, 'name', u.name) order by u.name, u.id), '[]')
  from request_people p join users u on u.id = p.user_id where p.request_id = ${requests.id}
)`;

/** What a row of a list is made of, and what the rules look at. */
export function requestColumns(actor: Actor) {
  return {
    id: requests.id,
    accountId: requests.accountId,
    kind: requests.kind,
    // Inside another template, because drizzle takes the table's name off columns that stand in a selection themselves.
    state: sql<RequestState>`${stateNow}`,
    object: { id: externalDataObjects.id, name: externalDataObjects.name },
    app: { id: apps.id, name: apps.name },
    version: requests.version,
    environment: requests.environment,
    requestedBy: { id: askers.id, name: askers.name },
    requestedAt: requests.requestedAt,
    expiresAt: requests.expiresAt,
    people: sql<Person[]>`${peopleAsked}`,
    answeredBy: answerers.name,
    answeredAt: requests.answeredAt,
    appVisible: sql<boolean>`${appVisibleTo(actor)}`,
    isAsked: sql<boolean>`${isAsked(actor)}`,
    hasConnection: sql<boolean>`${hasConnection(actor)}`,
  };
}

type StoredRow = Omit<RequestRow, "requestedAt" | "expiresAt" | "answeredAt"> & {
  requestedAt: Date;
  expiresAt: Date;
  answeredAt: Date | null;
};

export function toRow(stored: StoredRow): RequestRow {
  const { id, kind, state, object, app, version, environment, requestedBy, people, answeredBy } = stored;
  return {
    id,
    kind,
    state,
    object,
    app,
    version,
    environment,
    requestedBy,
    people,
    answeredBy,
    requestedAt: stored.requestedAt.toISOString(),
    expiresAt: stored.expiresAt.toISOString(),
    answeredAt: stored.answeredAt?.toISOString() ?? null,
  };
}

/** The facts that the rules look at; who asked and lost the app has no request there any more. */
export function factsOf(
  actor: Actor,
  stored: {
    accountId: string;
    requestedBy: { id: string };
    appVisible: boolean;
    isAsked: boolean;
    hasConnection: boolean;
  },
) {
  const { accountId, isAsked: asked, hasConnection: connected } = stored;
  const isAsker = stored.requestedBy.id === actor.id && stored.appVisible;
  return { accountId, isAsker, isAsked: asked, hasConnection: connected };
}

/** One request with what the rules look at; null in another account. */
export async function findRequest(actor: Actor, id: string, at: Database | Transaction = db()) {
  const [found] = await selectRequests(actor, at).where(
    and(eq(requests.accountId, actor.accountId), eq(requests.id, id)),
  );
  return found === undefined ? null : { ...found, ...factsOf(actor, found) };
}

/** Which of these requests the actor may see. */
export async function listVisibleRequests(actor: Actor, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const found = await selectRequests(actor, db()).where(
    and(eq(requests.accountId, actor.accountId), inArray(requests.id, [...ids])),
  );
  const seen = found.filter((request) => {
    return answerOnRequest(actor, "request.see", { ...request, ...factsOf(actor, request) }).allowed;
  });
  return seen.map(({ id }) => id);
}

function selectRequests(actor: Actor, at: Database | Transaction) {
  return at
    .select({
      ...requestColumns(actor),
      connector: requests.connector,
      message: requests.message,
      answer: requests.answer,
      connectionId: requests.connectionId,
    })
    .from(requests)
    .innerJoin(externalDataObjects, eq(externalDataObjects.id, requests.objectId))
    .innerJoin(apps, eq(apps.id, externalDataObjects.appId))
    .innerJoin(askers, eq(askers.id, requests.requestedBy))
    .leftJoin(answerers, eq(answerers.id, requests.answeredBy))
    .$dynamic();
}

/** Both lists of a person, open ones first, then the latest. */
export async function requestsPage(actor: Actor, input: RequestsInput): Promise<RequestsPage> {
  const [toAnswer, asked, waiting] = await Promise.all([
    listRequests(actor, { box: "to_answer", after: input.toAnswer }),
    listRequests(actor, { box: "asked", after: input.asked }),
    countRequestsForMe(actor),
  ]);
  return { toAnswer, asked, waiting };
}

type ListOptions = {
  /** For the actor to answer, or asked by them. */
  box: "to_answer" | "asked";
  after?: string | undefined;
};

/** A page of what asks the actor, or of what they asked in apps that they still see. */
export async function listRequests(actor: Actor, { box, after }: ListOptions): Promise<RequestList> {
  const isOpen = sql<boolean>`(${stateNow} = 'open')`;
  const cursor = readCursor(after);
  const beyond =
    cursor === null
      ? undefined
      : sql`(${isOpen}, ${requests.requestedAt}, ${requests.id}) < (${cursor.open}::boolean, ${cursor.at}::timestamptz, ${cursor.id}::uuid)`;
  const own = and(eq(requests.requestedBy, actor.id), appVisibleTo(actor));
  const found = await selectRequests(actor, db())
    .where(and(eq(requests.accountId, actor.accountId), box === "asked" ? own : isAsked(actor), beyond))
    .orderBy(desc(isOpen), desc(requests.requestedAt), desc(requests.id))
    .limit(pageSize + 1);
  const rows = found.slice(0, pageSize).map(toRow);
  const last = found.length > pageSize ? rows.at(-1) : undefined;
  const next =
    last === undefined ? null : writeCursor({ open: last.state === "open", at: last.requestedAt, id: last.id });
  return { rows, next };
}

/** Open requests that the actor may answer, no further than one beyond `waitingCap`. */
export function requestsForMe(actor: Actor) {
  return db()
    .select({ one: sql`1` })
    .from(requests)
    .where(
      and(
        eq(requests.accountId, actor.accountId),
        eq(requests.state, "open"),
        sql`${requests.expiresAt} > now()`,
        isAsked(actor),
        mayStillAsk,
        hasConnection(actor),
      ),
    )
    .limit(waitingCap + 1);
}

export async function countRequestsForMe(actor: Actor): Promise<number> {
  const [counted] = await db().execute<{ count: number }>(
    sql`select count(*)::int as count from (${requestsForMe(actor)}) waiting`,
  );
  return counted?.count ?? 0;
}
