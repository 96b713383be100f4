import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { connectionCredentials, connections } from "@/db/schema";
import { record } from "../../audit/commands";
import { findConnection, listSuperAdminNames, lockConnection } from "../../connections/queries";
import { knownConnector } from "../../connections/status";
import { AppError } from "../../errors";
import { markRehearsed } from "../../objects/linked/commands";
import { type Actor, authorize } from "../../policy";
import { vault } from "../../vault";
import type { VerificationOutcome, Watch } from "../../verification-stream";
import { claimAttempt } from "../attempts/commands";
import { type Filled, fillForm } from "../form";
import { verifyAttempt } from "../verify";
import { isAllRehearsed, listLinked, reconnectedMeanwhile } from "./queries";
import { rehearseLinked } from "./rehearse-linked";
import { isFailed, linkedRehearsal, type Rehearsed } from "./rehearsed";
import type { ReconnectInput } from "./schema";

/**
 * Verifies new credentials, rehearses every linked object with them, and only if that went well, or the failures are the
 * ones that `replaceAnyway` names, puts them in the place of the old ones. Throws AppError `not_found`, `forbidden`,
 * `invalid`, `conflict` (reconnected or bound by somebody else meanwhile), `unreachable`, `timeout`, `rate_limited`,
 * `cancelled`.
 */
export async function reconnectConnection(
  actor: Actor,
  input: ReconnectInput,
  watch: Watch,
): Promise<VerificationOutcome> {
  const seen = authorize(actor, "connection.reconnect", await findConnection(actor, input.id));
  const filled = fillForm(knownConnector(seen.connector), seen.details, input.credentials);
  return verifyAttempt(actor, input.attempt, filled, watch, async ({ session, signal }) => {
    const linked = await listLinked(actor, seen);
    const { onRehearsal } = watch;
    const startedAt = performance.now();
    const rehearsed = await rehearseLinked(session, filled.connector, linked, { signal, onRehearsal });
    const elapsedMs = Math.round(performance.now() - startedAt);
    const superAdmins = await listSuperAdminNames(actor);
    const rehearsal = linkedRehearsal(rehearsed, { environment: seen.environment, elapsedMs, superAdmins });
    if (rehearsal.failed > 0 && input.replaceAnyway !== rehearsal.digest) return { stored: null, rehearsal };
    return { stored: await replaceCredentials(actor, { ...input, seen, filled, rehearsed }), rehearsal };
  });
}

type Replacement = Pick<ReconnectInput, "attempt" | "id"> & {
  seen: { version: number };
  filled: Filled;
  rehearsed: readonly Rehearsed[];
};

async function replaceCredentials(actor: Actor, { attempt, id, seen, filled, rehearsed }: Replacement) {
  const { connector, details, credentials } = filled;
  const { keyId, seal } = await vault();
  const sealed = await seal({ accountId: actor.accountId, connectionId: id, connector, details }, credentials);
  return db().transaction(async (tx) => {
    const connection = authorize(actor, "connection.reconnect", await lockConnection(tx, actor, id, "no key update"));
    if (connection.version !== seen.version) throw await reconnectedMeanwhile(tx, connection);
    if (!(await isAllRehearsed(tx, connection, rehearsed))) throw boundMeanwhile();
    await claimAttempt(tx, attempt);
    const now = new Date();
    const version = connection.version + 1;
    await tx
      .update(connections)
      .set({ version, modifiedAt: now, credentialsState: "ok", credentialsKeyId: keyId })
      .where(eq(connections.id, id));
    await tx
      .update(connectionCredentials)
      .set({ sealed, sealedAt: now })
      .where(eq(connectionCredentials.connectionId, id));
    const failing = rehearsed.filter(isFailed).map((object) => object.id);
    await markRehearsed(tx, connection, { failing, at: now });
    const by = { accountId: actor.accountId, actorId: actor.id };
    const data = { version, rehearsed: rehearsed.length, failing: failing.length, replacedAnyway: failing.length > 0 };
    await record(tx, by, id, { action: "connection.reconnected", data });
    return { id, name: connection.name };
  });
}

function boundMeanwhile(): AppError {
  return new AppError(
    "conflict",
    "An external data object was bound to this connection while the new credentials were being rehearsed, so they were not tried with it. The stored credentials stay in use. Reconnect again to rehearse it as well.",
  );
}
