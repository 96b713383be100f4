import { createHash, randomBytes } from "node:crypto";

/** 192 bits: nobody guesses it, whatever the rate. */
const tokenBytes = 24;

export function newLinkToken(): string {
  return randomBytes(tokenBytes).toString("base64url");
}

/** All that is kept of a token. It is random and long, so that a plain digest cannot be searched. */
export function hashLinkToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
