import { createDecipheriv, hkdfSync } from "node:crypto";
import { encode } from "next-auth/jwt";
import { z } from "zod";
import { env } from "../env";

/** All that a session says: who, and under which epoch. Role and status are read from the database on every request. */
export type SessionClaims = { userId: string; epoch: number };

/** Seconds. A session is not prolonged by use. */
export const sessionMaxAge = 7 * 24 * 60 * 60;

/** `__Host-` makes the browser insist on HTTPS, on this very host and on the whole path. */
export function sessionCookieName(): string {
  return isSecure() ? "__Host-linkspan-session" : "linkspan-session";
}

export function sessionCookieOptions() {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() } as const;
}

/** The token that NextAuth's own routes read and write too. */
export async function sealSession({ userId, epoch }: SessionClaims): Promise<string> {
  return encode({ token: { userId, epoch }, secret: env().authSecret, maxAge: sessionMaxAge });
}

const payload = z.object({ userId: z.uuid(), epoch: z.int(), exp: z.int() });
/** Encryption by the shared key itself with AES-GCM, as NextAuth seals; what says anything else is none of ours. */
const sealedAs = Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString("base64url");
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Null when the token is not ours, damaged or too old. Opened here, since `decode` of NextAuth derives the key anew each
 * time, on another thread: 0.6 ms of a request for rows that takes 5 ms, where this takes less than a tenth of that.
 */
export function openSession(token: string | undefined): SessionClaims | null {
  const [header, wrappedKey, nonce, ciphertext, tag, ...rest] = (token ?? "").split(".");
  if (header !== sealedAs || wrappedKey !== "" || rest.length > 0) return null;
  const opened = decrypt(bytesOf(nonce), bytesOf(ciphertext), bytesOf(tag));
  const { data } = payload.safeParse(opened === null ? null : JSON.parse(opened));
  if (data === undefined || data.exp <= Date.now() / 1000) return null;
  return { userId: data.userId, epoch: data.epoch };
}

/** Null unless all of it, the header too, is as it was sealed. */
function decrypt(nonce: Buffer, ciphertext: Buffer, tag: Buffer): string | null {
  if (nonce.length !== nonceBytes || tag.length !== tagBytes) return null;
  const decipher = createDecipheriv("aes-256-gcm", sessionKey(), nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(sealedAs)).setAuthTag(tag);
  const text = decipher.update(ciphertext);
  try {
    return Buffer.concat([text, decipher.final()]).toString();
  } catch {
    // What `final` throws is that the tag does not fit; it has no code of its own.
    return null;
  }
}

let key: Uint8Array | undefined;

/** As NextAuth derives it. Once: the secret stays the same while a process runs. */
function sessionKey(): Uint8Array {
  key ??= new Uint8Array(hkdfSync("sha256", env().authSecret, "", "NextAuth.js Generated Encryption Key", 32));
  return key;
}

function bytesOf(part: string | undefined): Buffer {
  return Buffer.from(part ?? "", "base64url");
}

function isSecure(): boolean {
  return env().publicUrl.protocol === "https:";
}
