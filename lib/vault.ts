import { base64url, FlattenedEncrypt, flattenedDecrypt } from "jose";
import { z } from "zod";
import { canonicalJson } from "./canonical-json";
import { env } from "./env";

/** What credentials are bound to: they open for exactly this and nothing else. `details` as stored. */
export type Destination = { accountId: string; connectionId: string; connector: string; details: unknown };

// Strict: jose returns an `aad` member, and a stored one that is passed back would open a tampered row.
const sealedShape = z.strictObject({
  protected: z.string(),
  iv: z.string(),
  ciphertext: z.string(),
  tag: z.string(),
});
export type Sealed = z.output<typeof sealedShape>;

const headerShape = z.strictObject({ alg: z.literal("dir"), enc: z.literal("A256GCM"), kid: z.string() });
const secretShape = z.record(z.string(), z.string());
export type Secret = z.output<typeof secretShape>;

/** The credentials cannot be opened: another key, another destination, or changed since they were sealed. */
export class UnreadableCredentials extends Error {
  override readonly name = "UnreadableCredentials";
}

export type Vault = {
  /** The key that seals. */
  keyId: string;
  /** Every key that opens, in byte order. */
  keyIds: readonly string[];
  seal(destination: Destination, secret: Secret): Promise<Sealed>;
  /** Throws UnreadableCredentials, always: there is no half-open secret. */
  open(destination: Destination, sealed: unknown): Promise<Secret>;
};

let made: Promise<Vault> | undefined;

/** The vault of this installation's keyring. Throws an Error that names ENCRYPTION_KEYS, and never a key. */
export function vault(): Promise<Vault> {
  made ??= createVault(env().encryptionKeys);
  return made;
}

/** `encryptionKeys`: `kid:base64url(32 bytes)`, comma-separated; the first seals, all open. Throws an Error that names the setting. */
export async function createVault(encryptionKeys: string): Promise<Vault> {
  const keyring = await importKeyring(encryptionKeys);
  const [first] = keyring;
  if (first === undefined) throw new Error("ENCRYPTION_KEYS holds no key.");
  const [keyId, sealingKey] = first;

  return {
    keyId,
    // The same order as `collate "C"`, since key ids are plain ASCII.
    keyIds: [...keyring.keys()].sort(),
    async seal(destination, secret) {
      const jwe = await new FlattenedEncrypt(new TextEncoder().encode(JSON.stringify(secretShape.parse(secret))))
        .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: keyId })
        .setAdditionalAuthenticatedData(new TextEncoder().encode(boundTo(destination)))
        .encrypt(sealingKey);
      // Without `aad`: what it is bound to is recomputed at every open.
      return sealedShape.parse({ protected: jwe.protected, iv: jwe.iv, ciphertext: jwe.ciphertext, tag: jwe.tag });
    },
    async open(destination, sealed) {
      try {
        const envelope = sealedShape.parse(sealed);
        const aad = base64url.encode(boundTo(destination));
        const { plaintext } = await flattenedDecrypt({ ...envelope, aad }, (header) => {
          const { kid } = headerShape.parse(header);
          const key = keyring.get(kid);
          if (key === undefined) throw new UnreadableCredentials("Its key is not in the keyring.");
          return key;
        });
        return secretShape.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plaintext)));
      } catch (error) {
        if (error instanceof UnreadableCredentials) throw error;
        throw new UnreadableCredentials("The credentials do not open for this connection.", { cause: error });
      }
    },
  };
}

function boundTo({ accountId, connectionId, connector, details }: Destination): string {
  return canonicalJson(["v1", accountId, connectionId, connector, z.json().parse(details)]);
}

async function importKeyring(setting: string): Promise<Map<string, CryptoKey>> {
  const keyring = new Map<string, CryptoKey>();
  for (const entry of setting.split(",")) {
    const [, kid, encoded] = /^([A-Za-z0-9._-]{1,64}):([A-Za-z0-9_-]{43})$/.exec(entry.trim()) ?? [];
    if (kid === undefined || encoded === undefined) {
      throw new Error("ENCRYPTION_KEYS: each key is name:base64url of 32 bytes, separated by commas.");
    }
    if (keyring.has(kid)) throw new Error(`ENCRYPTION_KEYS: the key name ${kid} is there twice.`);
    // Imported once: importing at each use costs two thirds more.
    const bytes = new Uint8Array(Buffer.from(encoded, "base64url"));
    const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
    keyring.set(kid, key);
  }
  return keyring;
}
