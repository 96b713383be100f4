import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { AppError } from "./errors";
import type { Actor } from "./policy";
import { requestUrlHeader } from "./request";
import { signInUrl } from "./users/next-path";
import { findSessionActor, type SessionActor } from "./users/queries";
import { openSession, type SessionClaims, sessionCookieName, sessionTokenOf } from "./users/session-token";

/** The acting user as the database has them now; null without a session. Read once per request. */
export const findActor = cache(async (): Promise<SessionActor | null> => findActorOf(await sessionToken()));

/** Who a session's token stands for now; null for no token, one that is not ours, and a session that is over. */
export async function findActorOf(token: string | undefined): Promise<SessionActor | null> {
  const claims = await openSession(token);
  return claims === null ? null : findSessionActor(claims);
}

/** What a request says about its session, which the database has yet to agree with; null where that is nothing. */
export async function findClaims(headers: Headers): Promise<SessionClaims | null> {
  return openSession(sessionTokenOf(headers.get("cookie") ?? ""));
}

async function sessionToken(): Promise<string | undefined> {
  return (await cookies()).get(sessionCookieName())?.value;
}

/** The acting user. Throws AppError `unauthorized` without a session. */
export async function requireActor(): Promise<Actor> {
  return requireSignedIn(await findActor());
}

/** Throws AppError `unauthorized` where there is nobody. */
export function requireSignedIn(actor: Actor | null): Actor {
  if (actor !== null) return actor;
  throw new AppError("unauthorized", "Your session is over. Sign in again, then repeat what you did.");
}

/** The acting user, for loaders: without a session the browser is sent to sign in, and from there back to this page. */
export async function requireActorOrSignIn(): Promise<SessionActor> {
  return (await findActor()) ?? redirect(signInUrl((await headers()).get(requestUrlHeader)));
}
