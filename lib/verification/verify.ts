import { connectors } from "../connectors/connectors";
import type { Session } from "../connectors/define-connector";
import { log, newReference } from "../log";
import type { Actor } from "../policy";
import type { VerificationOutcome, Watch } from "../verification-stream";
import { withAttempt } from "./attempts/commands";
import type { Filled } from "./form";
import { networkPolicy } from "./network";
import { findOwnIdentity } from "./queries";

/** What a verification leaves beside its stages. */
export type Aftermath = Pick<VerificationOutcome, "stored" | "rehearsal">;
/** What works: a session over the new credentials, until the signal says stop. */
export type Verified = { session: Session; signal: AbortSignal };

export const nothingStored: Aftermath = { stored: null, rehearsal: null };

/**
 * Opens a real connection, outside of any transaction, and runs `afterwards` only if it worked. A failed verification is an
 * outcome with a reference to the log; AppError `rate_limited` and `cancelled` are thrown.
 */
export async function verifyAttempt(
  actor: Actor,
  attempt: string,
  filled: Filled,
  { signal, onStage }: Watch,
  afterwards: (verified: Verified) => Promise<Aftermath>,
): Promise<VerificationOutcome> {
  return withAttempt(actor, attempt, signal, async (stop) => {
    const context = { network: networkPolicy(), ownIdentity: findOwnIdentity };
    const session = connectors[filled.connector].open(filled, context);
    try {
      const { verification, report } = await session.verify({ signal: stop, onStage });
      if (report === null) {
        return { verification, reference: null, ...(await afterwards({ session, signal: stop })) };
      }
      const reference = newReference();
      log.warn({ reference, connector: filled.connector, ...report }, "verification failed");
      return { verification, reference, ...nothingStored };
    } finally {
      await session.close();
    }
  });
}
