import diagnostics from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";
import v8 from "node:v8";
import { env } from "./env";
import { dueJobs } from "./jobs/due";
import { startJobs } from "./jobs/jobs";
import { log } from "./log";
import { parseTrustedProxies, peerHeader } from "./request";
import { logPrintedErrors } from "./request-errors";
import { logRequests } from "./request-log";
import { announceSetUp } from "./users/set-up/announcement";

/**
 * A collection is due once the heap is twice what the last one left. V8 would wait for up to four times where there is much
 * memory, which kept 170 MB of garbage more after the load of `npm run bench -- page`.
 */
const heapGrowth = "--heap-growing-percent=100";

/** Everything that a server process does once. Ends the process with a message when a setting is missing or wrong. */
export function startUp(): void {
  try {
    parseTrustedProxies(env().trustedProxies);
  } catch (error) {
    // Next would stay up and answer everything with 500. Standard error, because nothing of the log's may be right.
    process.stderr.write(`${error instanceof Error ? error.message : "The settings cannot be read."}\n`);
    process.exit(1);
  }
  v8.setFlagsFromString(heapGrowth);
  logPrintedErrors();
  diagnostics.subscribe("http.server.request.start", notePeer);
  logRequests();
  log.info({ publicUrl: env().publicUrl.origin, embedded: env().embedded }, "started");
  if (!env().embedded) void announceSetUp();
  startJobs(dueJobs, new AbortController().signal);
}

/** Nothing behind Next can see the socket. Always set, so that a client's own header of this name is worth nothing. */
function notePeer(message: unknown): void {
  if (typeof message !== "object" || message === null || !("request" in message)) return;
  const { request } = message;
  if (request instanceof IncomingMessage) request.headers[peerHeader] = request.socket.remoteAddress ?? "";
}
