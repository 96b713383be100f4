import { connectors } from "../connectors/connectors";
import { log, newReference } from "../log";
import type { Actor } from "../policy";
import type { VerificationOutcome, VerificationRun } from "../verification-stream";
import { withAttempt } from "./attempts/commands";
import type { Filled } from "./form";
import { networkPolicy } from "./network";
import { findOwnIdentity } from "./queries";

type Watch = Parameters<VerificationRun>[0];

/**
 * Opens a real connection, outside of any transaction, and runs `store` only if it worked. A failed verification is an
 * outcome with a reference to the log; AppError `rate_limited` and `cancelled` are thrown.
 */
export async function verifyAttempt(
  actor: Actor,
  attempt: string,
  filled: Filled,
  { signal, onStage }: Watch,
  store: () => Promise<VerificationOutcome["stored"]>,
): Promise<VerificationOutcome> {
  return withAttempt(actor, attempt, signal, async (stop) => {
    const context = { network: networkPolicy(), ownIdentity: findOwnIdentity };
    const session = connectors[filled.connector].open(filled, context);
    try {
      const { verification, report } = await session.verify({ signal: stop, onStage });
      if (report === null) return { verification, reference: null, stored: await store() };
      const reference = newReference();
      log.warn({ reference, connector: filled.connector, ...report }, "verification failed");
      return { verification, reference, stored: null };
    } finally {
      await session.close();
    }
  });
}
