import ipaddr from "ipaddr.js";
import { type Env, env } from "./env";

/** Set by proxy.ts on every request, over whatever the client sent. */
export const requestIdHeader = "x-request-id";
/** Path and query as the browser asked for them. */
export const requestUrlHeader = "x-linkspan-url";
/** The address at the other end of the socket, set by instrumentation.ts; Next itself does not tell it. */
export const peerHeader = "x-linkspan-peer";

/** What log lines about a request carry. */
export function requestIds(headers: Headers): { requestId?: string } {
  const requestId = headers.get(requestIdHeader);
  return requestId === null ? {} : { requestId };
}

/**
 * The origins from which actions are accepted: the public URL's; embedded also its twin, because people type
 * `localhost` and `127.0.0.1` alike and both can only mean this machine.
 */
export function ownOrigins({ publicUrl, embedded }: Pick<Env, "publicUrl" | "embedded">): readonly string[] {
  const twins: Record<string, string> = { "127.0.0.1": "localhost", localhost: "127.0.0.1" };
  const twin = embedded ? twins[publicUrl.hostname] : undefined;
  if (twin === undefined) return [publicUrl.origin];
  const other = new URL(publicUrl);
  other.hostname = twin;
  return [publicUrl.origin, other.origin];
}

/** Whether a request comes from our own pages. One without an Origin does not. */
export function isFromOwnPages(headers: Headers, settings: Pick<Env, "publicUrl" | "embedded"> = env()): boolean {
  const origin = headers.get("origin");
  return origin !== null && ownOrigins(settings).includes(origin);
}

/** The client's network address: the socket's, or what proxies of TRUSTED_PROXIES say. "unknown" outside a server. */
export function clientAddress(headers: Headers, trustedProxies: string = env().trustedProxies): string {
  const trusted = parseTrustedProxies(trustedProxies);
  const peer = headers.get(peerHeader) ?? "";
  const claimed = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  let client = "unknown";
  // From the nearest hop outwards: a hop is believed about the one before it only while it is ours.
  for (const hop of [...claimed, peer].reverse()) {
    const address = parseAddress(hop);
    if (address === null) return client;
    client = address.toString();
    if (!trusted.some((range) => contains(range, address))) return client;
  }
  return client;
}

/** Who begins a session, as the history of sign-ins keeps it. */
export type Client = { address: string; browser: string };

export function clientOf(headers: Headers): Client {
  return { address: clientAddress(headers), browser: headers.get("user-agent") ?? "" };
}

type Address = ReturnType<typeof ipaddr.process>;
type Range = ReturnType<typeof ipaddr.parseCIDR>;

/** Reads TRUSTED_PROXIES: CIDRs or single addresses. Throws an Error that names the setting when one is malformed. */
export function parseTrustedProxies(text: string): readonly Range[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(parseRange);
}

function parseRange(text: string): Range {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  const address = parseAddress(text);
  if (address === null) throw new Error(`TRUSTED_PROXIES: "${text}" is neither an address nor a CIDR.`);
  return ipaddr.parseCIDR(`${address.toString()}/${address.kind() === "ipv4" ? 32 : 128}`);
}

function parseAddress(text: string): Address | null {
  // Strict forms only: ipaddr.js also reads "0x7f.1" and "127", which no proxy writes.
  const isStrict = ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
  return isStrict ? ipaddr.process(text) : null;
}

function contains([base, bits]: Range, address: Address): boolean {
  return address.kind() === base.kind() && address.match(base, bits);
}
