import type net from "node:net";
import { dial } from "../dial";
import { ConnectorFailure } from "../failures";
import type { Destination } from "../network";
import { secure } from "./secure";

/** How long the server may take to notice that we left, in milliseconds. */
const farewellMs = 1000;
const cancelTimeoutMs = 2000;

export type TransportOptions = { host: string; tls: "verify-full" | "require" | "disable"; ca: string };

/** Resolves when the socket is closed; destroys it when that takes longer than a second. */
export async function untilClosed(socket: net.Socket): Promise<void> {
  if (socket.closed) return;
  await new Promise<void>((resolve) => {
    const force = setTimeout(() => socket.destroy(), farewellMs);
    socket.once("close", () => {
      clearTimeout(force);
      resolve();
    });
  });
}

/** `socket` itself when TLS is turned off. */
export async function transportOver(socket: net.Socket, options: TransportOptions, signal: AbortSignal) {
  const { tls } = options;
  return tls === "disable" ? socket : secure(socket, { ...options, tls }, signal);
}

/**
 * Asks the server, over a connection of its own, to stop the query of the session with this key. Best effort, at most
 * two seconds: a server that cannot be reached any more stops by its statement timeout.
 */
export async function requestCancel(destination: Destination, options: TransportOptions, key: Buffer): Promise<void> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new ConnectorFailure("timed_out")), cancelTimeoutMs);
  let socket: net.Socket | undefined;
  try {
    socket = await dial(destination, limit.signal);
    const transport = await transportOver(socket, options, limit.signal);
    transport.on("error", () => transport.destroy());
    transport.resume();
    transport.end(Buffer.concat([Buffer.from([0, 0, 0, 16, 4, 210, 22, 46]), key]));
    await untilClosed(transport);
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
  } finally {
    clearTimeout(timer);
    socket?.destroy();
  }
}
