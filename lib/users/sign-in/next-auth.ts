import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { parseInput } from "../../action-guard";
import { env } from "../../env";
import { failureOf } from "../../failure";
import { log } from "../../log";
import { clientOf } from "../../request";
import { openSession, sealSession, sessionCookieName, sessionCookieOptions, sessionMaxAge } from "../session-token";
import { signIn } from "./commands";
import { signInInput } from "./schema";

const signedIn = z.object({ id: z.uuid(), epoch: z.int() });
const sessionClaims = z.object({ userId: z.uuid(), epoch: z.int() });

/** What every way of signing in through NextAuth shares: our session, and no page of its own. */
export function sessionOptions() {
  return {
    secret: env().authSecret,
    session: { strategy: "jwt", maxAge: sessionMaxAge },
    useSecureCookies: env().publicUrl.protocol === "https:",
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in", verifyRequest: "/sign-in" },
  } satisfies Omit<NextAuthOptions, "providers">;
}

/** NextAuth's routes over our own sign-in: the same command, limits and session as the sign-in page. */
export function nextAuthOptions(): NextAuthOptions {
  return {
    ...sessionOptions(),
    providers: [
      CredentialsProvider({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: async (credentials, request) => {
          try {
            const input = parseInput(signInInput, credentials);
            const { userId, epoch } = await signIn(input, clientOf(new Headers(request.headers)));
            return { id: userId, epoch };
          } catch (error) {
            // NextAuth puts the message into an address.
            throw new Error(failureOf(error).message);
          }
        },
      }),
    ],
    jwt: {
      encode: async ({ token }) => sealSession(sessionClaims.parse(token)),
      decode: async ({ token }) => {
        const claims = await openSession(token);
        return claims === null ? null : { ...claims };
      },
    },
    callbacks: {
      jwt: ({ token, user }) => {
        const fresh = signedIn.safeParse(user).data;
        return fresh === undefined ? token : { userId: fresh.id, epoch: fresh.epoch };
      },
    },
    logger: {
      error: (code, metadata) => log.error({ err: metadata instanceof Error ? metadata : metadata.error }, code),
      warn: (code) => log.warn(code),
      debug: () => undefined,
    },
  };
}
