import net from "node:net";
import { codeOf } from "./error-code";
import { ConnectorFailure } from "./failures";
import type { Destination } from "./network";

/** How long one of several addresses may take before the next is tried, in milliseconds. */
const attemptTimeoutMs = 2500;

/**
 * Opens a TCP connection to one of the destination's vetted addresses; its name is not looked up again.
 * Throws ConnectorFailure "unreachable" for a refused address exactly as for a port that does not answer,
 * and the signal's reason. The caller closes the socket.
 */
export function dial({ port, allowed, refused }: Destination, signal: AbortSignal): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    if (allowed.length === 0) {
      const reason = refused.map((entry) => `${entry.address}: ${entry.reason}`).join(", ");
      return reject(new ConnectorFailure("unreachable", { reason }));
    }
    const socket = net.connect({
      // Never an address itself, so that Node asks our lookup in every case and gets the vetted ones only.
      host: "vetted.invalid",
      port,
      lookup: (_host, _options, answer) => answer(null, [...allowed]),
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: attemptTimeoutMs,
      noDelay: true,
    });
    const stop = () => socket.destroy(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    socket.once("connect", () => {
      signal.removeEventListener("abort", stop);
      socket.off("error", fail);
      resolve(socket);
    });
    const fail = (error: unknown) => {
      signal.removeEventListener("abort", stop);
      const code = codeOf(error);
      if (signal.aborted || code === undefined) return reject(error);
      reject(new ConnectorFailure("unreachable", { cause: error, reason: code }));
    };
    socket.once("error", fail);
  });
}
