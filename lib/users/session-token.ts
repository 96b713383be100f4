import { hkdfSync } from "node:crypto";
import { errors, jwtDecrypt } from "jose";
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

/** The token in a Cookie header; undefined where there is none. What browsers are given needs no decoding. */
export function sessionTokenOf(cookies: string): string | undefined {
  const start = `${sessionCookieName()}=`;
  const pair = cookies.split(/; */).find((each) => each.startsWith(start));
  return pair?.slice(start.length);
}

export function sessionCookieOptions() {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() } as const;
}

/** The token that NextAuth's own routes read and write too. */
export async function sealSession({ userId, epoch }: SessionClaims): Promise<string> {
  return encode({ token: { userId, epoch }, secret: env().authSecret, maxAge: sessionMaxAge });
}

const claimsShape = z.object({ userId: z.uuid(), epoch: z.int(), exp: z.int() });
/** As NextAuth seals: by the shared key itself, with AES-GCM. */
const sealedAs = {
  keyManagementAlgorithms: ["dir"],
  contentEncryptionAlgorithms: ["A256GCM"],
  requiredClaims: ["exp"],
};

/** `exp` as in the token: seconds since 1970. */
type Opened = { claims: SessionClaims; exp: number };
/** By token, in the order in which they were opened. What one opens to never changes, and it is looked at until its end. */
const opened = new Map<string, Opened>();
const mostOpened = 1_000;

/**
 * Null when the token is not ours, damaged or too old. Each is opened once, which takes another thread and a twentieth of a
 * request for rows. Not by `decode` of NextAuth, which derives the key anew each time.
 */
export async function openSession(token: string | undefined): Promise<SessionClaims | null> {
  if (token === undefined) return null;
  const known = opened.get(token) ?? (await openAnew(token));
  if (known === null) return null;
  if (known.exp > Date.now() / 1000) return known.claims;
  opened.delete(token);
  return null;
}

async function openAnew(token: string): Promise<Opened | null> {
  try {
    const { payload } = await jwtDecrypt(token, await sessionKey(), sealedAs);
    const { userId, epoch, exp } = claimsShape.parse(payload);
    const one = { claims: { userId, epoch }, exp };
    const [oldest] = opened.keys();
    if (opened.size >= mostOpened && oldest !== undefined) opened.delete(oldest);
    opened.set(token, one);
    return one;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) return null;
    throw error;
  }
}

let key: Promise<CryptoKey> | undefined;

/** As NextAuth derives it. Once: the secret stays the same while a process runs. */
function sessionKey(): Promise<CryptoKey> {
  const bytes = () =>
    new Uint8Array(hkdfSync("sha256", env().authSecret, "", "NextAuth.js Generated Encryption Key", 32));
  key ??= crypto.subtle.importKey("raw", bytes(), "AES-GCM", false, ["decrypt"]);
  return key;
}

function isSecure(): boolean {
  return env().publicUrl.protocol === "https:";
}
