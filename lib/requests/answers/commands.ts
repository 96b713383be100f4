import { and, eq } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { objectBindings, requests } from "@/db/schema";
import { addAdminsIn } from "../../admins/commands";
import { type AuditEvent, recordOne } from "../../audit/commands";
import { lockConnection } from "../../connections/queries";
import { AppError } from "../../errors";
import { notify } from "../../notices/commands";
import { bindRehearsed } from "../../objects/deploys/commands";
import { type DeployEnvironment, deployEnvironments } from "../../objects/deploys/schema";
import type { Bound } from "../../objects/schema";
import { type Actor, authorize, authorizeRequest, type Environment, environmentNames } from "../../policy";
import { eventOf, holdRequest, requireOpen } from "../commands";
import { findRequest } from "../queries";
import type { AnswerWithInput, ConfirmDeployInput, DeployConfirmation, RefuseRequestInput } from "../schema";
import { type FoundRequest, rehearseFor } from "./queries";

/**
 * Deploys what was asked for, through a connection of the actor's, after a rehearsal of its own: what the browser showed is
 * not trusted. A failed one changes nothing and says why. Throws AppError `not_found`, `forbidden`, and `conflict` when the
 * request is over, who asked may not deploy any more, or the connection or what is bound there is not what it was.
 */
export async function confirmDeploy(
  actor: Actor,
  { id, connectionId, replaces }: ConfirmDeployInput,
  signal: AbortSignal = new AbortController().signal,
): Promise<DeployConfirmation> {
  const request = authorizeRequest(actor, "request.answer", await findRequest(actor, id));
  requireOpen(request);
  const environment = deployEnvironmentOf(request.environment);
  const { object, version, requestedBy } = request;
  if (version === null) throw new AppError("conflict", "This request asks for access, not for a deploy.");
  const bound = await findBound(actor, object.id, environment);
  if ((bound?.version ?? null) !== replaces) throw boundMeanwhile(environment, bound);
  const { rehearsal, connectionVersion } = await rehearseFor(actor, request, connectionId, signal);
  if (rehearsal.outcome === "failed") return { confirmed: false, rehearsal };
  signal.throwIfAborted();
  await db().transaction(async (tx) => {
    await bindRehearsed(tx, {
      by: actor,
      requestedBy: requestedBy.id,
      objectId: object.id,
      version,
      environment,
      connectionId,
      connectionVersion,
      replaces: bound,
    });
    await confirm(tx, actor, await requireAnswerable(tx, actor, id), connectionId);
  });
  return { confirmed: true, rehearsal };
}

function deployEnvironmentOf(environment: Environment): DeployEnvironment {
  const known = deployEnvironments.find((each) => each === environment);
  if (known !== undefined) return known;
  throw new AppError("conflict", "Development is bound by publishing. Nothing is deployed there.");
}

async function findBound(actor: Actor, objectId: string, environment: Environment): Promise<Bound | null> {
  const [bound] = await db()
    .select({ version: objectBindings.version, connectionId: objectBindings.connectionId })
    .from(objectBindings)
    .where(
      and(
        eq(objectBindings.accountId, actor.accountId),
        eq(objectBindings.objectId, objectId),
        eq(objectBindings.environment, environment),
      ),
    );
  return bound ?? null;
}

function boundMeanwhile(environment: Environment, bound: Bound | null): AppError {
  const where = environmentNames[environment];
  const now = bound === null ? `Nothing runs in ${where} now` : `Version ${bound.version} runs in ${where} now`;
  return new AppError("conflict", `${now}, which is not what you saw. Look at the request again before you answer it.`);
}

/**
 * Makes who asked an admin of one of the actor's connections. Throws AppError `not_found`, `forbidden`, and `conflict` when
 * the request is over or the connection is not one that was asked about.
 */
export async function confirmAccess(actor: Actor, { id, connectionId }: AnswerWithInput): Promise<{ id: string }> {
  authorizeRequest(actor, "request.answer", await findRequest(actor, id));
  return db().transaction(async (tx) => {
    const held = await lockConnection(tx, actor, connectionId, "no key update");
    const connection = authorize(actor, "connection.use", held);
    const request = await requireAnswerable(tx, actor, id);
    if (request.kind !== "access") {
      throw new AppError("conflict", "This request asks for a deploy. Confirm it with its rehearsal.");
    }
    if (connection.environment !== request.environment || connection.connector !== request.connector) {
      const where = environmentNames[request.environment];
      throw new AppError("conflict", `This connection is not one that was asked about. Choose one in ${where}.`);
    }
    await confirm(tx, actor, request, connectionId);
    await addAdminsIn(tx, actor, { connectionId, userIds: [request.requestedBy.id] }, { isAnswer: true });
    return { id };
  });
}

async function confirm(tx: Transaction, actor: Actor, request: FoundRequest, connectionId: string): Promise<void> {
  const answered = { answeredBy: actor.id, answeredAt: new Date() };
  await tx
    .update(requests)
    .set({ ...answered, state: "confirmed", connectionId })
    .where(eq(requests.id, request.id));
  const data = { ...eventOf(request), connectionId };
  const by = { accountId: actor.accountId, actorId: actor.id };
  const event = await recordOne(tx, by, request.object.id, { action: "request.confirmed", data });
  await tellAsker(tx, event, actor, request, "confirmed");
}

async function tellAsker(
  tx: Transaction,
  event: AuditEvent,
  { name: by }: Actor,
  { id: requestId, kind: asks, object, environment, requestedBy }: FoundRequest,
  answer: "confirmed" | "refused",
): Promise<void> {
  const data = { by, requestId, asks, object: object.name, environment, answer };
  await notify(tx, event, { kind: "request.answered", data }, [requestedBy.id]);
}

/** Says no, with a word. Throws AppError `not_found`, `forbidden`, and `conflict` when the request is over. */
export async function refuseRequest(actor: Actor, { id, answer }: RefuseRequestInput): Promise<{ id: string }> {
  return db().transaction(async (tx) => {
    const request = await requireAnswerable(tx, actor, id);
    const answered = { answeredBy: actor.id, answeredAt: new Date() };
    await tx
      .update(requests)
      .set({ ...answered, state: "refused", answer })
      .where(eq(requests.id, id));
    const by = { accountId: actor.accountId, actorId: actor.id };
    const event = await recordOne(tx, by, request.object.id, { action: "request.refused", data: eventOf(request) });
    await tellAsker(tx, event, actor, request, "refused");
    return { id };
  });
}

/** The request, held, if it is open and the actor's to answer. Comes after every other lock but that of users. */
async function requireAnswerable(tx: Transaction, actor: Actor, id: string): Promise<FoundRequest> {
  await holdRequest(tx, actor, id);
  const request = authorizeRequest(actor, "request.answer", await findRequest(actor, id, tx));
  requireOpen(request);
  return request;
}
