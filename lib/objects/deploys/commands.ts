import { db, type Transaction } from "@/db/client";
import { AppError } from "../../errors";
import type { Actor } from "../../policy";
import { findActiveUser } from "../../users/queries";
import { bindVersion, boundMeanwhile, holdPlace, isSameBinding } from "../bindings/commands";
import { lockObject } from "../commands";
import { rehearseVersion } from "../rehearsal/queries";
import type { Bound } from "../schema";
import type { DeployEnvironment, DeployInput, Deployment } from "./schema";

/**
 * Rehearses a version, then binds it, an earlier one as well as the newest. What the browser was shown is not believed: a
 * version that fails here is bound nowhere. Throws AppError `not_found`, `forbidden`, `conflict`, the signal's reason as long
 * as nothing is bound, and what the external server does.
 */
export async function deployVersion(
  actor: Actor,
  input: DeployInput,
  signal: AbortSignal = new AbortController().signal,
): Promise<Deployment> {
  // Nothing of ours is held while somebody else's server answers; every right is checked again after it.
  const { rehearsal, connectionVersion } = await rehearseVersion(actor, input, signal);
  if (rehearsal.outcome === "failed") return { deployed: false, rehearsal };
  signal.throwIfAborted();
  await db().transaction((tx) => bindRehearsed(tx, { ...input, by: actor, requestedBy: actor.id, connectionVersion }));
  return { deployed: true, rehearsal };
}

type RehearsedBinding = {
  /** Answers for the connection: one of its admins. */
  by: Actor;
  /** Whose right to deploy in the app it is, by user id: the same person, or who asked for it. */
  requestedBy: string;
  objectId: string;
  version: number;
  environment: DeployEnvironment;
  connectionId: string;
  /** The connection's version at the rehearsal. */
  connectionVersion: number;
  /** What was seen to be bound there, null for nothing; left out where nobody looked at it. */
  replaces?: Bound | null;
};

/**
 * Binds a version that was rehearsed, with every right checked again. Its transaction holds nothing of the object's or its
 * requests' before: connections come first, then the object and the membership, then what hangs on it. Throws AppError
 * `not_found`, `forbidden`, and `conflict` when the connection, the binding or who asked is not what it was.
 */
export async function bindRehearsed(tx: Transaction, binding: RehearsedBinding): Promise<void> {
  const { by, requestedBy, version, connectionVersion, replaces } = binding;
  const place = await holdPlace(tx, by, binding);
  if (place.connection.version !== connectionVersion) {
    throw new AppError(
      "conflict",
      `“${place.connection.name}” was reconnected meanwhile. Rehearse again: other credentials may not do as much.`,
    );
  }
  if (replaces !== undefined && !isSameBinding(replaces, place.previous)) throw await boundMeanwhile(tx, by, place);
  if (requestedBy === by.id) await lockObject(tx, by, binding.objectId, "object.deploy");
  else await holdForRequester(tx, binding);
  await bindVersion(tx, by, place, { version, requestedBy: requestedBy === by.id ? undefined : requestedBy });
}

/** In words for who confirms: it is not their own right that is missing. */
async function holdForRequester(tx: Transaction, { by, requestedBy, objectId }: RehearsedBinding): Promise<void> {
  const requester = await findActiveUser(tx, { accountId: by.accountId, id: requestedBy });
  if (requester === null) {
    throw new AppError("conflict", "Who asked for this is deactivated. Nothing was deployed.");
  }
  try {
    await lockObject(tx, requester, objectId, "object.deploy");
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError("conflict", `${requester.name} may not deploy this object any more. Nothing was deployed.`);
  }
}
