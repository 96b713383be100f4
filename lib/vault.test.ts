import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { base64url, FlattenedEncrypt, flattenedDecrypt } from "jose";
import { expect, test } from "vitest";
import { createVault, type Destination, type Sealed, UnreadableCredentials } from "./vault";

const newKey = () => randomBytes(32).toString("base64url");
const [oldKey, freshKey] = [newKey(), newKey()];
const vault = await createVault(`fresh:${freshKey},old:${oldKey}`);
const secret = { user: "reader", password: "s3cret, and more" };
const destination: Destination = {
  accountId: "account-1",
  connectionId: "connection-1",
  connector: "postgresql",
  details: { host: "db.norrvik.example", port: 5432, database: "orders", tls: "verify-full", ca: "" },
};

test("what was sealed opens for the same destination, whatever the order of its details", async () => {
  const sealed = await vault.seal(destination, secret);
  expect(await vault.open(destination, sealed)).toEqual(secret);
  const reordered = { ca: "", tls: "verify-full", port: 5432, host: "db.norrvik.example", database: "orders" };
  expect(await vault.open({ ...destination, details: reordered }, JSON.parse(JSON.stringify(sealed)))).toEqual(secret);
});

test("nothing of the secret, nor what it is bound to, is in what is stored", async () => {
  const stored = JSON.stringify(await vault.seal(destination, secret));
  expect(Object.keys(JSON.parse(stored)).sort()).toEqual(["ciphertext", "iv", "protected", "tag"]);
  for (const text of ["s3cret", "reader", "norrvik", "connection-1"]) {
    expect(stored).not.toContain(text);
    expect(stored).not.toContain(Buffer.from(text).toString("base64url"));
  }
});

test.each<[string, Partial<Destination>]>([
  ["another account", { accountId: "account-2" }],
  ["another row", { connectionId: "connection-2" }],
  ["another connector", { connector: "mysql" }],
  ["another host", { details: { host: "evil.example", port: 5432, database: "orders", tls: "verify-full", ca: "" } }],
  [
    "TLS turned off",
    { details: { host: "db.norrvik.example", port: 5432, database: "orders", tls: "disable", ca: "" } },
  ],
  [
    "a detail more",
    { details: { host: "db.norrvik.example", port: 5432, database: "orders", tls: "verify-full", ca: "", proxy: "" } },
  ],
  [
    "a port as text",
    { details: { host: "db.norrvik.example", port: "5432", database: "orders", tls: "verify-full", ca: "" } },
  ],
])("does not open for %s", async (_, changed) => {
  const sealed = await vault.seal(destination, secret);
  await expect(vault.open({ ...destination, ...changed }, sealed)).rejects.toThrow(UnreadableCredentials);
});

test("any change of the details makes them unreadable", async () => {
  const text = fc.string({ unit: "grapheme", maxLength: 20 });
  const details = fc.record({ host: text, port: fc.integer({ min: 1, max: 65535 }), database: text });
  await fc.assert(
    fc.asyncProperty(details, details, async (sealedFor, openedFor) => {
      fc.pre(JSON.stringify(sealedFor) !== JSON.stringify(openedFor));
      const sealed = await vault.seal({ ...destination, details: sealedFor }, secret);
      expect(await vault.open({ ...destination, details: sealedFor }, sealed)).toEqual(secret);
      await expect(vault.open({ ...destination, details: openedFor }, sealed)).rejects.toThrow(UnreadableCredentials);
    }),
  );
});

test("any changed byte of what is stored makes it unreadable", async () => {
  const sealed = await vault.seal(destination, secret);
  const members = fc.constantFrom<keyof Sealed>("protected", "iv", "ciphertext", "tag");
  await fc.assert(
    fc.asyncProperty(members, fc.nat(), fc.integer({ min: 1, max: 255 }), async (member, place, flip) => {
      const bytes = Buffer.from(sealed[member], "base64url");
      const at = place % bytes.length;
      bytes.writeUInt8(bytes.readUInt8(at) ^ flip, at);
      const tampered = { ...sealed, [member]: bytes.toString("base64url") };
      await expect(vault.open(destination, tampered)).rejects.toThrow(UnreadableCredentials);
    }),
  );
});

test("a stored aad does not stand in for the destination", async () => {
  const sealed = await vault.seal(destination, secret);
  const aad = base64url.encode(
    '["v1","account-1","connection-1","postgresql",{"ca":"","database":"orders","host":"db.norrvik.example","port":5432,"tls":"verify-full"}]',
  );
  // It is the right one: the library itself would take it.
  const key = base64url.decode(freshKey);
  await expect(flattenedDecrypt({ ...sealed, aad }, key)).resolves.toBeDefined();
  const moved = { ...destination, details: { host: "evil.example" } };
  await expect(vault.open(moved, { ...sealed, aad })).rejects.toThrow(UnreadableCredentials);
  await expect(vault.open(destination, { ...sealed, aad })).rejects.toThrow(UnreadableCredentials);
});

test("a key id swapped for another key of the ring does not open", async () => {
  const sealed = await vault.seal(destination, secret);
  const header = base64url.encode(JSON.stringify({ alg: "dir", enc: "A256GCM", kid: "old" }));
  await expect(vault.open(destination, { ...sealed, protected: header })).rejects.toThrow(UnreadableCredentials);
});

test("an unknown key does not open, and the old one still does", async () => {
  const before = await createVault(`old:${oldKey}`);
  const sealed = await before.seal(destination, secret);
  expect(await vault.open(destination, sealed)).toEqual(secret);
  const stranger = await createVault(`other:${newKey()}`);
  await expect(stranger.open(destination, sealed)).rejects.toThrow("Its key is not in the keyring.");
  // The same name, another key.
  const impostor = await createVault(`old:${newKey()}`);
  await expect(impostor.open(destination, sealed)).rejects.toThrow(UnreadableCredentials);
});

test.each([
  ["another algorithm", { alg: "A256KW", enc: "A256GCM", kid: "fresh" }],
  ["a header that we do not write", { alg: "dir", enc: "A256GCM", kid: "fresh", typ: "x" }],
  ["no key id", { alg: "dir", enc: "A256GCM" }],
])("does not open with %s", async (_, header) => {
  const sealed = await vault.seal(destination, secret);
  const forged = { ...sealed, protected: base64url.encode(JSON.stringify(header)) };
  await expect(vault.open(destination, forged)).rejects.toThrow(UnreadableCredentials);
});

test.each([null, "text", {}, [], { protected: 1 }])("does not open %j", async (sealed) => {
  await expect(vault.open(destination, sealed)).rejects.toThrow(UnreadableCredentials);
});

test("what was sealed properly but is no secret does not open", async () => {
  const aad =
    '["v1","account-1","connection-1","postgresql",{"ca":"","database":"orders","host":"db.norrvik.example","port":5432,"tls":"verify-full"}]';
  const jwe = await new FlattenedEncrypt(new TextEncoder().encode('{"user":1}'))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: "fresh" })
    .setAdditionalAuthenticatedData(new TextEncoder().encode(aad))
    .encrypt(base64url.decode(freshKey));
  const { protected: header, iv, ciphertext, tag } = jwe;
  await expect(vault.open(destination, { protected: header, iv, ciphertext, tag })).rejects.toThrow(
    UnreadableCredentials,
  );
});

test.each([
  ["nothing", ""],
  ["no name", `:${newKey()}`],
  ["a short key", "k1:c2hvcnQ"],
  ["one name twice", `k1:${newKey()},k1:${newKey()}`],
  ["a name with a space", `k 1:${newKey()}`],
])("a keyring with %s is refused by the setting's name and never quoted", async (_, setting) => {
  const [, key] = setting.split(":");
  const refusal = await createVault(setting).then(
    () => "accepted",
    (error: unknown) => String(error),
  );
  expect(refusal).toContain("ENCRYPTION_KEYS");
  if (key) expect(refusal).not.toContain(key);
});

test("key ids come in byte order", async () => {
  const ring = await createVault(`b:${newKey()},a:${newKey()},Z:${newKey()},_:${newKey()}`);
  expect(ring.keyId).toBe("b");
  expect(ring.keyIds).toEqual(["Z", "_", "a", "b"]);
});
