import { describe, expect, test } from "vitest";
import { clientAddress, isFromOwnPages, ownOrigins, parseTrustedProxies, peerHeader } from "./request";

const operated = { publicUrl: new URL("https://link.example.org/"), embedded: false };
const embedded = { publicUrl: new URL("http://127.0.0.1:3000"), embedded: true };

describe("the origins of our own pages", () => {
  test("an operated instance has exactly its public URL's", () => {
    expect(ownOrigins(operated)).toEqual(["https://link.example.org"]);
    expect(ownOrigins({ ...operated, publicUrl: new URL("http://localhost:3000") })).toEqual(["http://localhost:3000"]);
  });

  test("the embedded default has localhost and 127.0.0.1 on its port", () => {
    const both = ["http://127.0.0.1:3000", "http://localhost:3000"];
    expect([...ownOrigins(embedded)].sort()).toEqual(both);
    expect([...ownOrigins({ ...embedded, publicUrl: new URL("http://localhost:3000") })].sort()).toEqual(both);
  });

  test.each([
    [null, false],
    ["null", false],
    ["", false],
    ["https://link.example.org", true],
    ["https://link.example.org:443", false],
    ["http://link.example.org", false],
    ["https://link.example.org.evil.example", false],
    ["https://evil.example", false],
  ])("origin %s: %s", (origin, isOurs) => {
    const request = new Request("https://link.example.org/x", { headers: origin === null ? {} : { origin } });
    expect(isFromOwnPages(request.headers, operated)).toBe(isOurs);
  });

  test("embedded accepts neither another port nor another loopback name", () => {
    for (const origin of ["http://localhost:3001", "http://[::1]:3000", "https://localhost:3000"]) {
      expect(isFromOwnPages(new Headers({ origin }), embedded), origin).toBe(false);
    }
  });
});

describe("the client's address", () => {
  const proxies = "10.0.0.0/8, 192.0.2.7, fd00::/8";
  test.each([
    ["no proxy is trusted: the socket counts", "", "203.0.113.9", "198.51.100.1", "203.0.113.9"],
    ["a peer that is no proxy of ours is not believed", proxies, "203.0.113.9", "198.51.100.1", "203.0.113.9"],
    ["one trusted proxy", proxies, "10.1.2.3", "198.51.100.1", "198.51.100.1"],
    [
      "what a client made up stands left of what our proxy added",
      proxies,
      "10.1.2.3",
      "1.1.1.1, 198.51.100.1",
      "198.51.100.1",
    ],
    ["two trusted proxies", proxies, "10.1.2.3", "1.1.1.1, 198.51.100.1, 192.0.2.7", "198.51.100.1"],
    ["a single address is trusted alone", proxies, "192.0.2.8", "198.51.100.1", "192.0.2.8"],
    ["trusted all the way: the farthest", proxies, "10.1.2.3", "10.9.9.9", "10.9.9.9"],
    ["a mapped IPv4 peer is that IPv4 address", proxies, "::ffff:10.1.2.3", "198.51.100.1", "198.51.100.1"],
    ["IPv6", proxies, "fd00::1", "2001:db8::5", "2001:db8::5"],
    ["a hop that cannot be read ends the walk", proxies, "10.1.2.3", "198.51.100.1, unknown", "10.1.2.3"],
    ["short forms of IPv4 are no addresses", proxies, "10.1.2.3", "0x7f.1", "10.1.2.3"],
    ["no header", proxies, "10.1.2.3", "", "10.1.2.3"],
    ["no peer", proxies, "", "198.51.100.1", "unknown"],
  ])("%s", (_, trusted, peer, forwardedFor, expected) => {
    const headers = new Headers({ [peerHeader]: peer, "x-forwarded-for": forwardedFor });
    expect(clientAddress(headers, trusted)).toBe(expected);
  });

  test("a malformed setting is named", () => {
    expect(() => parseTrustedProxies("10.0.0.0/8, proxy.example")).toThrow(/TRUSTED_PROXIES.*proxy\.example/);
    expect(() => parseTrustedProxies("10.0.0.0/99")).toThrow(/TRUSTED_PROXIES/);
    expect(parseTrustedProxies(" , ")).toEqual([]);
  });
});
