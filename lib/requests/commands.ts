import { and, eq, sql } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { newId } from "@/db/ids";
import { objectBindings, requestPeople, requests } from "@/db/schema";
import { record, recordOne } from "../audit/commands";
import { AppError } from "../errors";
import { notify } from "../notices/commands";
import { lockObject } from "../objects/commands";
import { type Actor, authorizeRequest, type Environment, environmentNames } from "../policy";
import { holdThoseActive } from "../users/people/queries";
import { findOpen, listAskable, requireVersion } from "./people/queries";
import { findRequest, stateNow } from "./queries";
import {
  openDays,
  type RequestAccessInput,
  type RequestDeployInput,
  type RequestIdInput,
  type RequestKind,
  type RequestState,
} from "./schema";

const dayMs = 86_400_000;

/**
 * Asks people to deploy a version. Throws AppError `not_found`, `forbidden`, and `conflict` when there is no such version,
 * it runs there already, the same is asked already, or one of the people administers no connection there any more.
 */
export async function requestDeploy(actor: Actor, input: RequestDeployInput): Promise<{ id: string }> {
  return db().transaction(async (tx) => {
    const { objectId, environment, version } = input;
    const { name } = await lockObject(tx, actor, objectId, "object.deploy");
    const { connector } = await requireVersion(tx, actor, objectId, version);
    await refuseWhatRuns(tx, input);
    await closeOver(tx, actor, "deploy", input);
    const open = await findOpen(tx, actor, "deploy", input);
    if (open !== null) {
      const who = open.self ? "You" : open.by.name;
      const where = environmentNames[environment];
      throw new AppError(
        "conflict",
        `${who} asked already to deploy version ${open.version} to ${where}. Wait for the answer, or have that request withdrawn.`,
      );
    }
    return ask(tx, actor, "deploy", { ...input, name, connector });
  });
}

/** Asks people to be made an admin of one of their connections. Throws AppError as `requestDeploy`. */
export async function requestAccess(actor: Actor, input: RequestAccessInput): Promise<{ id: string }> {
  return db().transaction(async (tx) => {
    const { objectId } = input;
    const { name } = await lockObject(tx, actor, objectId, "object.deploy");
    const { connector } = await requireVersion(tx, actor, objectId);
    await closeOver(tx, actor, "access", input);
    if ((await findOpen(tx, actor, "access", input)) !== null) {
      throw new AppError("conflict", "You asked for access there already. Wait for the answer, or withdraw it.");
    }
    return ask(tx, actor, "access", { ...input, name, version: null, connector });
  });
}

type Question = {
  objectId: string;
  /** The object's. */
  name: string;
  environment: Environment;
  connector: string;
  version: number | null;
  userIds: readonly string[];
  message: string;
};

async function ask(tx: Transaction, actor: Actor, kind: RequestKind, question: Question): Promise<{ id: string }> {
  const { userIds: wanted, objectId, name, environment, connector, version, message } = question;
  const userIds = [...new Set(wanted)];
  // Held before they are looked at: whoever leaves meanwhile would not know of a question that nobody else answers.
  await holdThoseActive(tx, actor, userIds);
  const { people } = await listAskable(tx, actor, question);
  const askable = new Set(people.map(({ id }) => id));
  if (userIds.some((userId) => !askable.has(userId))) {
    throw new AppError(
      "conflict",
      "One of these people cannot answer this any more, so nobody was asked. Look again at whom to ask.",
    );
  }
  const id = newId();
  const { accountId, id: requestedBy } = actor;
  const requestedAt = new Date();
  const expiresAt = new Date(requestedAt.getTime() + openDays * dayMs);
  const row = { id, accountId, kind, objectId, version, environment, connector, requestedBy, requestedAt, expiresAt };
  await tx.insert(requests).values({ ...row, message });
  await tx.insert(requestPeople).values(userIds.map((userId) => ({ accountId, requestId: id, userId })));
  const data = { requestId: id, kind, environment, version, requestedBy, userIds };
  const event = await recordOne(tx, { accountId, actorId: actor.id }, objectId, { action: "request.made", data });
  const told = { by: actor.name, requestId: id, asks: kind, object: name, environment };
  await notify(tx, event, { kind: "request.made", data: told }, userIds);
  return { id };
}

async function refuseWhatRuns(tx: Transaction, { objectId, environment, version }: RequestDeployInput): Promise<void> {
  const [bound] = await tx
    .select({ version: objectBindings.version })
    .from(objectBindings)
    .where(and(eq(objectBindings.objectId, objectId), eq(objectBindings.environment, environment)));
  if (bound?.version !== version) return;
  throw new AppError("conflict", `Version ${version} runs in ${environmentNames[environment]} already.`);
}

/** Writes down what is over in this place, so that it is not in the way of a new question. */
async function closeOver(
  tx: Transaction,
  { accountId }: Actor,
  kind: RequestKind,
  { objectId, environment }: { objectId: string; environment: Environment },
): Promise<void> {
  const place = and(
    eq(requests.accountId, accountId),
    eq(requests.objectId, objectId),
    eq(requests.environment, environment),
    eq(requests.kind, kind),
  );
  await tx
    .update(requests)
    .set({ state: sql`${stateNow}` })
    .where(and(place, eq(requests.state, "open"), sql`${stateNow} <> 'open'`));
}

/** Takes one's own request back. Throws AppError `not_found`, `forbidden`, and `conflict` when it is over. */
export async function withdrawRequest(actor: Actor, { id }: RequestIdInput): Promise<{ id: string }> {
  return db().transaction(async (tx) => {
    await holdRequest(tx, actor, id);
    const request = authorizeRequest(actor, "request.withdraw", await findRequest(actor, id, tx));
    requireOpen(request);
    await tx.update(requests).set({ state: "withdrawn" }).where(eq(requests.id, id));
    const by = { accountId: actor.accountId, actorId: actor.id };
    await record(tx, by, request.object.id, { action: "request.withdrawn", data: eventOf(request) });
    return { id };
  });
}

/** Held until the transaction ends, after connections and objects where those are held too: then look at it. */
export async function holdRequest(tx: Transaction, { accountId }: Actor, id: string): Promise<void> {
  await tx
    .select({ id: requests.id })
    .from(requests)
    .where(and(eq(requests.accountId, accountId), eq(requests.id, id)))
    .for("update");
}

type Answered = { state: RequestState; answeredBy: string | null; requestedBy: { name: string } };

/** Throws AppError `conflict` that says what became of it. */
export function requireOpen({ state, answeredBy, requestedBy }: Answered): void {
  if (state === "open") return;
  const who = answeredBy ?? "Somebody";
  const what = {
    confirmed: `${who} confirmed this request already.`,
    refused: `${who} refused this request already.`,
    withdrawn: `This request is over: ${requestedBy.name} withdrew it, or may not ask for this any more.`,
    expired: `This request is over: nobody answered it within ${openDays} days. ${requestedBy.name} can ask again.`,
  } as const satisfies Record<Exclude<RequestState, "open">, string>;
  throw new AppError("conflict", what[state]);
}

type Known = {
  id: string;
  kind: RequestKind;
  environment: Environment;
  version: number | null;
  requestedBy: { id: string };
};

export function eventOf({ id, kind, environment, version, requestedBy }: Known) {
  return { requestId: id, kind, environment, version, requestedBy: requestedBy.id };
}
