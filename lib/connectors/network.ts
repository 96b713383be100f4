import dns from "node:dns/promises";
import os from "node:os";
import ipaddr from "ipaddr.js";
import { codeOf } from "./error-code";
import { ConnectorFailure } from "./failures";
import { untilAborted } from "./until-aborted";

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type ResolvedAddress = { address: string; family: number };
export type Endpoint = { host: string; port: number };

/** Where a name led. Only `allowed` may be dialled; `refused` says why not, for the log. */
export type Destination = Endpoint & {
  allowed: readonly ResolvedAddress[];
  refused: readonly { address: string; reason: RefusalReason }[];
};

export type RefusalReason = "never_allowed" | "own_endpoint" | "not_in_allowed_networks";

export type NetworkPolicy = {
  /**
   * Resolves a host once and judges every address that it leads to.
   * Throws ConnectorFailure (unknown_host, name_lookup_failed) and the signal's reason.
   */
  resolve(endpoint: Endpoint, signal: AbortSignal): Promise<Destination>;
};

export type NetworkPolicyOptions = {
  /** `CIDR[:port]`, comma-separated: the non-public destinations that may be reached. */
  allowedNetworks: string;
  /** Our own database and our own web server: never reached, under whatever name. */
  ownEndpoints: readonly Endpoint[];
  /** Started by `npm start` for one person on their own machine: loopback may be reached. */
  embedded: boolean;
  lookup?: (host: string) => Promise<readonly ResolvedAddress[]>;
};

type AllowedNetwork = { network: [Address, number]; port: number | null };

/** Throws an Error that names ALLOWED_NETWORKS and the entry when the setting is malformed. */
export function createNetworkPolicy(options: NetworkPolicyOptions): NetworkPolicy {
  const { ownEndpoints, lookup = systemLookup } = options;
  const allowed = parseAllowedNetworks(options.allowedNetworks);
  if (options.embedded) allowed.push(...parseAllowedNetworks("127.0.0.0/8,::1/128"));

  return {
    async resolve(endpoint, signal) {
      const own = ownEndpoints.filter((candidate) => candidate.port === endpoint.port);
      // A name service cannot be told to stop.
      const [addresses, ...ownAddresses] = await untilAborted(
        Promise.all([resolveName(lookup, endpoint.host), ...own.map(({ host }) => resolveOwn(lookup, host))]),
        signal,
      );
      const isOwn = matcherOf(ownAddresses.flat());
      const judged = addresses.map((resolved) => ({
        resolved,
        reason: refusalOf(resolved.address, endpoint.port, allowed, isOwn),
      }));
      return {
        ...endpoint,
        allowed: judged.flatMap(({ resolved, reason }) => (reason === null ? [resolved] : [])),
        refused: judged.flatMap(({ resolved, reason }) =>
          reason === null ? [] : [{ address: resolved.address, reason }],
        ),
      };
    },
  };
}

function parseAllowedNetworks(setting: string): AllowedNetwork[] {
  return setting
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    .map((entry) => {
      const [, cidr, port] = /^([0-9a-fA-F.:]+\/\d{1,3})(?::(\d{1,5}))?$/.exec(entry) ?? [];
      if (cidr === undefined || !ipaddr.isValidCIDR(cidr) || Number(port ?? 1) < 1 || Number(port ?? 1) > 65535) {
        throw new Error(
          `ALLOWED_NETWORKS: "${entry}" is not a network such as 10.0.0.0/8, or 10.0.0.0/8:5432 for one port.`,
        );
      }
      return { network: ipaddr.parseCIDR(cidr), port: port === undefined ? null : Number(port) };
    });
}

async function systemLookup(host: string): Promise<readonly ResolvedAddress[]> {
  return dns.lookup(host, { all: true, verbatim: true });
}

const noSuchName = new Set(["ENOTFOUND", "ENODATA", "EINVAL"]);

async function resolveName(lookup: (host: string) => Promise<readonly ResolvedAddress[]>, host: string) {
  try {
    return await lookup(host);
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw new ConnectorFailure(noSuchName.has(code) ? "unknown_host" : "name_lookup_failed", {
      cause: error,
      reason: code,
    });
  }
}

// Where our own database is must be known before anything is dialled.
async function resolveOwn(lookup: (host: string) => Promise<readonly ResolvedAddress[]>, host: string) {
  try {
    return await lookup(host);
  } catch (error) {
    throw new ConnectorFailure("name_lookup_failed", { cause: error, reason: "own endpoint" });
  }
}

// Destinations that no setting opens: this machine's neighbours on the link, cloud metadata, and what is no single host.
const neverAllowed = new Set(["unspecified", "linkLocal", "multicast", "broadcast", "discard"]);
const metadataAddresses = new Set(["fd00:ec2::254", "168.63.129.16", "100.100.100.200"]);

function refusalOf(
  text: string,
  port: number,
  allowed: readonly AllowedNetwork[],
  isOwn: (address: Address) => boolean,
): RefusalReason | null {
  const address = ipaddr.process(text);
  if ([address, ...embeddedIpv4(address)].some(isNeverAllowed)) return "never_allowed";
  if (isOwn(address)) return "own_endpoint";
  if (isPublic(address)) return null;
  const listed = allowed.some(
    (entry) =>
      (entry.port === null || entry.port === port) &&
      entry.network[0].kind() === address.kind() &&
      address.match(entry.network),
  );
  return listed ? null : "not_in_allowed_networks";
}

const globalUnicast = ipaddr.parseCIDR("2000::/3");

// What no registry has set aside is not public for that: `::7f00:1` is an old way to write 127.0.0.1.
function isPublic(address: Address): boolean {
  return address.range() === "unicast" && (address.kind() === "ipv4" || address.match(globalUnicast));
}

function isNeverAllowed(address: Address): boolean {
  return neverAllowed.has(address.range()) || metadataAddresses.has(address.toString());
}

/** An IPv6 address through which a translator (NAT64) reaches an IPv4 one is judged as that one too. */
function embeddedIpv4(address: Address): Address[] {
  return address.range() === "rfc6052" ? [ipaddr.fromByteArray(address.toByteArray().slice(12))] : [];
}

/** Matches the own addresses; where one of them is this machine, every address of this machine. */
function matcherOf(own: readonly ResolvedAddress[]): (address: Address) => boolean {
  const texts = new Set(own.map(({ address }) => ipaddr.process(address).toString()));
  if (texts.size === 0) return () => false;
  const local = localAddresses();
  const isLocal = (address: Address) => address.range() === "loopback" || local.has(address.toString());
  const ownIsLocal = own.some(({ address }) => {
    const parsed = ipaddr.process(address);
    return parsed.range() === "unspecified" || isLocal(parsed);
  });
  return (address) => texts.has(address.toString()) || (ownIsLocal && isLocal(address));
}

function localAddresses(): Set<string> {
  const interfaces = Object.values(os.networkInterfaces()).flatMap((entries) => entries ?? []);
  return new Set(interfaces.map(({ address }) => ipaddr.process(address).toString()));
}
