import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { env } from "../env";

/** All that a session says: who, and under which epoch. Role and status are read from the database on every request. */
export type SessionClaims = { userId: string; epoch: number };

/** Seconds. A session is not prolonged by use. */
export const sessionMaxAge = 7 * 24 * 60 * 60;

const claims = z.object({ userId: z.uuid(), epoch: z.int() });

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

/** Null when the token is not ours, damaged or too old. */
export async function openSession(token: string | undefined): Promise<SessionClaims | null> {
  if (token === undefined || token === "") return null;
  const payload = await decode({ token, secret: env().authSecret }).catch(refuseToken);
  return claims.safeParse(payload).data ?? null;
}

function isSecure(): boolean {
  return env().publicUrl.protocol === "https:";
}

/** jose says by `code` that a token is no good; anything else is a defect and goes on. */
function refuseToken(error: unknown): null {
  if (error instanceof Error && "code" in error && String(error.code).startsWith("ERR_J")) return null;
  throw error;
}
