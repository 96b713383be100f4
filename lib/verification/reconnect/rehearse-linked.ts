import { connectors } from "../../connectors/connectors";
import type { Session } from "../../connectors/define-connector";
import { ConnectorFailure, describeFailure } from "../../connectors/failures";
import type { ConnectorId } from "../../connectors/forms";
import { AppError } from "../../errors";
import { rehearseAll } from "../../objects/rehearsal/rehearse-all";
import type { Watch } from "../../verification-stream";
import type { Linked } from "./queries";
import type { Rehearsed } from "./rehearsed";

/** How long all linked objects may take together, in milliseconds. */
const mostMs = 60_000;

type Options = { signal: AbortSignal; onRehearsal: Watch["onRehearsal"]; limitMs?: number };

/**
 * Tries every linked object over a session with the new credentials; nothing is written there. Throws AppError
 * `unreachable`, `timeout`, and `cancelled` when the signal is aborted.
 */
export async function rehearseLinked(
  session: Session,
  connector: ConnectorId,
  linked: readonly Linked[],
  { signal, onRehearsal, limitMs = mostMs }: Options,
): Promise<Rehearsed[]> {
  const total = linked.length;
  if (total === 0) return [];
  onRehearsal?.({ done: 0, total });
  const limit = AbortSignal.timeout(limitMs);
  try {
    const rehearsals = await rehearseAll(
      session,
      connectors[connector].grantStatement,
      linked.map(({ definition }) => definition),
      { signal: AbortSignal.any([signal, limit]), onProgress: (progress) => onRehearsal?.(progress) },
    );
    return linked.flatMap(({ definition: _, ...object }, at) => {
      const rehearsal = rehearsals[at];
      return rehearsal === undefined ? [] : [{ ...object, rehearsal }];
    });
  } catch (error) {
    if (signal.aborted) throw new AppError("cancelled", "Cancelled. The stored credentials stay in use.");
    if (limit.aborted) throw tooSlow(total, limitMs);
    if (error instanceof ConnectorFailure) throw unfinished(error);
    throw error;
  }
}

const unchanged = "The stored credentials stay in use.";

function tooSlow(total: number, limitMs: number): AppError {
  const objects = total === 1 ? "1 external data object" : `${total} external data objects`;
  const what = `Rehearsing ${objects} took longer than ${limitMs / 1000} s and was stopped.`;
  return new AppError("timeout", `${what} ${unchanged} Try again when the server is less busy.`);
}

function unfinished(failure: ConnectorFailure): AppError {
  const { title, check } = describeFailure(failure, "read_catalog");
  const code = failure.kind === "timed_out" ? "timeout" : "unreachable";
  const words = `The new credentials work, but the objects could not be rehearsed. ${title} ${check} ${unchanged}`;
  return new AppError(code, words, { cause: failure });
}
