import diagnostics from "node:diagnostics_channel";
import { IncomingMessage, ServerResponse } from "node:http";
import { log } from "./log";
import { requestIdHeader } from "./request";

const startedAt = new WeakMap<IncomingMessage, number>();

/** One line per answered request at level debug: method, path without its query, status, whole ms, request id. */
export function logRequests(): void {
  if (!log.isLevelEnabled("debug")) return;
  diagnostics.subscribe("http.server.request.start", (message) => {
    const { request } = exchange(message);
    if (request !== null) startedAt.set(request, performance.now());
  });
  diagnostics.subscribe("http.server.response.finish", (message) => {
    const { request, response } = exchange(message);
    if (request === null || response === null) return;
    const elapsedMs = Math.round(performance.now() - (startedAt.get(request) ?? performance.now()));
    // What is searched for and where somebody came from stand in the query.
    const path = request.url?.replace(/\?.*$/s, "");
    const requestId = response.getHeader(requestIdHeader);
    log.debug({ method: request.method, path, status: response.statusCode, elapsedMs, requestId }, "answered");
  });
}

function exchange(message: unknown): { request: IncomingMessage | null; response: ServerResponse | null } {
  if (typeof message !== "object" || message === null) return { request: null, response: null };
  const request = "request" in message && message.request instanceof IncomingMessage ? message.request : null;
  const response = "response" in message && message.response instanceof ServerResponse ? message.response : null;
  return { request, response };
}
