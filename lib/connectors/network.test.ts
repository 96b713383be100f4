import dns from "node:dns/promises";
import os from "node:os";
import { describe, expect, test } from "vitest";
import { dial } from "./dial";
import { createNetworkPolicy, type NetworkPolicyOptions } from "./network";

const names: Record<string, string[]> = {
  "public.test": ["93.184.216.34", "2606:2800:220:1::1"],
  "inward.test": ["127.0.0.1"],
  "mixed.test": ["93.184.216.34", "10.0.0.5"],
  "own.test": ["10.1.2.3"],
  "alias-of-own.test": ["10.1.2.3"],
};

async function lookup(host: string) {
  const known = names[host];
  if (known === undefined) return dns.lookup(host, { all: true, verbatim: true });
  return known.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
}

const signal = new AbortController().signal;

async function judge(host: string, options: Partial<NetworkPolicyOptions> = {}, port = 5432) {
  const policy = createNetworkPolicy({ allowedNetworks: "", ownEndpoints: [], embedded: false, lookup, ...options });
  const { allowed, refused } = await policy.resolve({ host, port }, signal);
  return { allowed: allowed.map(({ address }) => address), refused: refused.map(({ reason }) => reason) };
}

describe("without ALLOWED_NETWORKS", () => {
  test("a public address is reached, in both families", async () => {
    expect(await judge("public.test")).toEqual({ allowed: names["public.test"], refused: [] });
  });

  for (const host of [
    "localhost",
    "127.0.0.1",
    "127.9.9.9",
    "0x7f.1",
    "2130706433",
    "017700000001",
    "::1",
    "inward.test",
  ]) {
    test(`${host} leads inward and is refused`, async () => {
      const { allowed, refused } = await judge(host);
      expect(allowed).toEqual([]);
      expect(new Set(refused)).toEqual(new Set(["not_in_allowed_networks"]));
    });
  }

  for (const host of [
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "198.18.0.1",
    "240.0.0.1",
    "fd00::1",
    "2002::1",
    "::7f00:1",
    "64:ff9b::10.0.0.1",
  ]) {
    test(`${host} is not public and is refused`, async () => {
      expect(await judge(host)).toEqual({ allowed: [], refused: ["not_in_allowed_networks"] });
    });
  }

  test("of a name that leads to both, only the public address is reached", async () => {
    expect(await judge("mixed.test")).toEqual({ allowed: ["93.184.216.34"], refused: ["not_in_allowed_networks"] });
  });
});

describe("whatever ALLOWED_NETWORKS says", () => {
  const everything = { allowedNetworks: "0.0.0.0/0,::/0" };
  for (const host of [
    "0",
    "0.0.0.0",
    "::",
    "169.254.169.254",
    "::ffff:169.254.169.254",
    "64:ff9b::169.254.169.254",
    "fe80::1",
    "fd00:ec2::254",
    "168.63.129.16",
    "224.0.0.1",
    "ff02::1",
    "255.255.255.255",
  ]) {
    test(`${host} is never reached`, async () => {
      expect(await judge(host, everything)).toEqual({ allowed: [], refused: ["never_allowed"] });
    });
  }
});

describe("ALLOWED_NETWORKS", () => {
  test("opens what it lists and nothing beside it", async () => {
    const allowedNetworks = "10.0.0.0/24, fd00::/8";
    expect(await judge("10.0.0.9", { allowedNetworks })).toMatchObject({ allowed: ["10.0.0.9"] });
    expect(await judge("10.0.1.9", { allowedNetworks })).toMatchObject({ allowed: [] });
    expect(await judge("fd00::9", { allowedNetworks })).toMatchObject({ allowed: ["fd00::9"] });
    expect(await judge("::ffff:10.0.0.9", { allowedNetworks })).toMatchObject({ refused: [] });
    expect(await judge("::ffff:10.0.1.9", { allowedNetworks })).toMatchObject({ allowed: [] });
  });

  test("can open one port only", async () => {
    const allowedNetworks = "10.0.0.0/24:6432,fd00::/8:6432";
    for (const host of ["10.0.0.9", "fd00::9"]) {
      expect(await judge(host, { allowedNetworks }, 6432)).toMatchObject({ allowed: [host] });
      expect(await judge(host, { allowedNetworks }, 5432)).toMatchObject({ allowed: [] });
    }
  });

  for (const entry of ["10.0.0.1", "10.0.0.0/33", "db.example.com", "10.0.0.0/8:0", "10.0.0.0/8:70000", "/8"]) {
    test(`"${entry}" is malformed, and the setting and the entry are named`, () => {
      const options = { allowedNetworks: `10.0.0.0/8,${entry}`, ownEndpoints: [], embedded: false };
      expect(() => createNetworkPolicy(options)).toThrow(`ALLOWED_NETWORKS: "${entry}"`);
    });
  }

  test("is not needed for loopback when Linkspan runs for one person on their own machine", async () => {
    expect(await judge("127.0.0.1", { embedded: true })).toMatchObject({ allowed: ["127.0.0.1"] });
    expect(await judge("10.0.0.1", { embedded: true })).toMatchObject({ allowed: [] });
  });
});

describe("our own database", () => {
  const open = { allowedNetworks: "0.0.0.0/0,::/0" };

  test("is refused under its own and any other name, at its port only", async () => {
    const options = { ...open, ownEndpoints: [{ host: "own.test", port: 5432 }] };
    for (const host of ["own.test", "alias-of-own.test", "10.1.2.3", "::ffff:10.1.2.3"]) {
      expect(await judge(host, options)).toEqual({ allowed: [], refused: ["own_endpoint"] });
      expect(await judge(host, options, 5433)).toMatchObject({ refused: [] });
    }
  });

  test("on this machine is refused at every address of this machine", async () => {
    const options = { ...open, ownEndpoints: [{ host: "127.0.0.1", port: 5432 }] };
    const local = Object.values(os.networkInterfaces()).flatMap((entries) => entries ?? []);
    const addresses = local.map(({ address }) => address).filter((address) => !address.startsWith("fe80"));
    for (const host of ["localhost", "127.0.0.2", "::1", "0x7f.1", "inward.test", ...addresses]) {
      expect(await judge(host, options), host).toMatchObject({ allowed: [] });
    }
    expect(await judge("127.0.0.1", options, 5433)).toMatchObject({ allowed: ["127.0.0.1"] });
  });

  test("whose own name cannot be looked up lets nothing at its port through", async () => {
    const options = { ...open, ownEndpoints: [{ host: "gone.invalid", port: 5432 }] };
    await expect(judge("public.test", options)).rejects.toMatchObject({ kind: "name_lookup_failed" });
    expect(await judge("public.test", options, 5433)).toMatchObject({ refused: [] });
  });
});

describe("looking up", () => {
  test("an unknown name is told from a name service that does not answer", async () => {
    await expect(judge("no-such-name.invalid")).rejects.toMatchObject({ kind: "unknown_host" });
    await expect(judge("xn--zzzzzzzzz")).rejects.toMatchObject({ kind: "unknown_host" });
    const failing = () => Promise.reject(Object.assign(new Error("try again"), { code: "EAI_AGAIN" }));
    await expect(judge("public.test", { lookup: failing })).rejects.toMatchObject({ kind: "name_lookup_failed" });
  });

  test("is no longer waited for once it is given up", async () => {
    const policy = createNetworkPolicy({
      allowedNetworks: "",
      ownEndpoints: [],
      embedded: false,
      lookup: () => new Promise(() => {}),
    });
    const stop = new AbortController();
    const resolving = policy.resolve({ host: "public.test", port: 5432 }, stop.signal);
    stop.abort("given up");
    await expect(resolving).rejects.toBe("given up");
  });

  test("happens once: the address that was judged is the one that is dialled", async () => {
    let times = 0;
    const policy = createNetworkPolicy({
      allowedNetworks: "127.0.0.0/8",
      ownEndpoints: [],
      embedded: false,
      lookup: async () => {
        times += 1;
        return [{ address: times === 1 ? "127.0.0.1" : "127.0.0.2", family: 4 }];
      },
    });
    const destination = await policy.resolve({ host: "rebinding.test", port: 1 }, signal);
    await expect(dial(destination, signal)).rejects.toMatchObject({ cause: { address: "127.0.0.1" } });
    expect(times).toBe(1);
  });
});
