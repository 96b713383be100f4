import { cookies } from "next/headers";
import {
  type SessionClaims,
  sealSession,
  sessionCookieName,
  sessionCookieOptions,
  sessionMaxAge,
} from "./session-token";

/** Signs this browser in. Only in an action: a page cannot set cookies. */
export async function startSession(claims: SessionClaims): Promise<void> {
  const options = { ...sessionCookieOptions(), maxAge: sessionMaxAge };
  (await cookies()).set(sessionCookieName(), await sealSession(claims), options);
}

export async function endSession(): Promise<void> {
  (await cookies()).set(sessionCookieName(), "", { ...sessionCookieOptions(), maxAge: 0 });
}
