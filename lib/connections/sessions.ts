import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { connectionCredentials, connections } from "@/db/schema";
import { connectors } from "../connectors/connectors";
import type { Session } from "../connectors/define-connector";
import { ConnectorFailure } from "../connectors/failures";
import type { ConnectorId } from "../connectors/forms";
import { AppError } from "../errors";
import type { ObjectDefinition } from "../objects/schema";
import { type Environment, type SecretPurpose, secretJobs } from "../policy";
import { type Secret, UnreadableCredentials, vault } from "../vault";
import { networkPolicy } from "../verification/network";
import { findOwnIdentity } from "../verification/queries";
import { keptSessions, type Lease } from "./kept-sessions";
import {
  type Destination,
  type ObjectAtWork,
  type RowsPurpose,
  requireRowsRight,
  requireUseRight,
  type UsePurpose,
} from "./purpose/queries";
import { appErrorOf, isRefusal } from "./session-failures";
import { knownConnector } from "./status";

/** A stored secret and what it is bound to, as its rows say. */
export type Stored = {
  id: string;
  accountId: string;
  connector: string;
  details: unknown;
  sealed: unknown;
};

/**
 * Opens a stored secret for a job, and only for one that the policy names. It lives no longer than `use`.
 * Throws UnreadableCredentials; the caller marks the row, in the transaction that holds it.
 */
export async function withSecret<T>(
  purpose: SecretPurpose,
  stored: Stored,
  use: (secret: Secret) => Promise<T>,
): Promise<T> {
  if (!secretJobs[purpose.job].allowed) throw new UnreadableCredentials("No secret is opened for this purpose.");
  return use(await openSecret(stored));
}

async function openSecret({ id: connectionId, accountId, connector, details, sealed }: Stored): Promise<Secret> {
  const { open } = await vault();
  return open({ accountId, connectionId, connector, details }, sealed);
}

export type OpenedObject = {
  session: Session;
  definition: ObjectDefinition;
  object: ObjectAtWork;
  connectionId: string;
  connector: ConnectorId;
};
export type OpenedConnection = {
  session: Session;
  /** `version` is that of the credentials. */
  connection: { id: string; name: string; environment: Environment; connector: ConnectorId; version: number };
};

/**
 * Checks the right, each time, and lends the session of the connection that the purpose leads to: kept from before, or
 * over credentials that are opened here and nowhere else. Throws AppError `not_found`, `forbidden`, and what the external
 * server does to us as `unreachable`, `timeout` or `drift` in words for people.
 */
export function withSession<T>(purpose: RowsPurpose, use: (opened: OpenedObject) => Promise<T>): Promise<T>;
export function withSession<T>(purpose: UsePurpose, use: (opened: OpenedConnection) => Promise<T>): Promise<T>;
export async function withSession<T>(...call: RowsCall<T> | UseCall<T>): Promise<T> {
  if (isForRows(call)) {
    const [purpose, use] = call;
    const { object, definition, destination } = await requireRowsRight(purpose);
    const connector = knownConnector(destination.connector);
    return lend(destination, (session) =>
      use({ session, definition, object, connectionId: destination.id, connector }),
    );
  }
  const [purpose, use] = call;
  const { environment, destination } = await requireUseRight(purpose);
  const { id, name, version } = destination;
  const connection = { id, name, environment, connector: knownConnector(destination.connector), version };
  return lend(destination, (session) => use({ session, connection }));
}

type RowsCall<T> = [purpose: RowsPurpose, use: (opened: OpenedObject) => Promise<T>];
type UseCall<T> = [purpose: UsePurpose, use: (opened: OpenedConnection) => Promise<T>];

function isForRows<T>(call: RowsCall<T> | UseCall<T>): call is RowsCall<T> {
  return call[0].ability !== "connection.use";
}

async function lend<T>(destination: Destination, use: (session: Session) => Promise<T>): Promise<T> {
  const { session, breaker, release } = await leaseOf(destination);
  try {
    const waitMs = breaker.refuse(Date.now());
    if (waitMs !== null) throw resting(destination, waitMs);
    const value = await use(session);
    breaker.succeeded();
    if (destination.credentialsState === "refused") await mark(destination, "ok");
    return value;
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    if (error.whileConnecting) breaker.failed(Date.now());
    else breaker.succeeded();
    if (isRefusal(error)) await mark(destination, "refused");
    throw appErrorOf(error, destination.name);
  } finally {
    release();
  }
}

function resting({ name }: Destination, waitMs: number): AppError {
  const seconds = Math.ceil(waitMs / 1000);
  return new AppError("unreachable", `“${name}” has not answered three times in a row. Try again in ${seconds} s.`);
}

async function leaseOf(destination: Destination): Promise<Lease> {
  const { id, version } = destination;
  const kept = keptSessions().take(id, version);
  if (kept !== null) return kept;
  const connector = connectors[knownConnector(destination.connector)];
  const context = { network: networkPolicy(), ownIdentity: findOwnIdentity };
  const { details } = destination;
  const session = connector.open({ details, credentials: await readSecret(destination) }, context);
  return keptSessions().add(id, version, session);
}

async function readSecret(destination: Destination): Promise<Secret> {
  const [row] = await db()
    .select({ sealed: connectionCredentials.sealed })
    .from(connectionCredentials)
    .innerJoin(connections, eq(connections.id, connectionCredentials.connectionId))
    // Under the version that was read: the credentials of another one would be kept under the wrong name.
    .where(and(eq(connections.id, destination.id), eq(connections.version, destination.version)));
  if (row === undefined) {
    throw new AppError("conflict", `“${destination.name}” was reconnected or deleted this moment. Try again.`);
  }
  try {
    return await openSecret({ ...destination, sealed: row.sealed });
  } catch (error) {
    if (!(error instanceof UnreadableCredentials)) throw error;
    await mark(destination, "unreadable");
    throw new AppError(
      "unreachable",
      `The credentials of “${destination.name}” cannot be read. One of its admins has to reconnect it.`,
      { cause: error },
    );
  }
}

/** Whoever last opened the credentials says how they are, unless they are others by now. */
async function mark({ id, version }: Destination, credentialsState: Destination["credentialsState"]): Promise<void> {
  await db()
    .update(connections)
    .set({ credentialsState })
    .where(and(eq(connections.id, id), eq(connections.version, version)));
}
