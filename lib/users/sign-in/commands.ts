import { and, eq, sql } from "drizzle-orm";
import { type Database, db } from "@/db/client";
import { users } from "@/db/schema";
import { env } from "../../env";
import { AppError } from "../../errors";
import { log } from "../../log";
import type { Client } from "../../request";
import { reserveAttempt } from "../attempts/commands";
import { demoUsers, isPublicPassword } from "../demo";
import { passwordFits } from "../password";
import { requirePasswordSignIn } from "../password-sign-in";
import type { SessionClaims } from "../session-token";
import { recordSignIn } from "./history/commands";
import type { SignInInput } from "./schema";

/**
 * The claims of a new session. Throws AppError `unauthorized` (the same words and work for an unknown e-mail, a wrong
 * password and a deactivated user), `rate_limited` with how long to wait, and `forbidden` where passwords are off.
 */
export async function signIn(
  { email, password }: SignInInput,
  client: Client,
  database: Database = db(),
): Promise<SessionClaims> {
  requirePasswordSignIn();
  // The password is looked at after both: who has to wait costs no hashing.
  const attempt = { kind: "sign_in", email, clientAddress: client.address } as const;
  const reservation = await reserveAttempt(attempt, database);
  const [user] = await passwordHolder(database).execute({ email });
  const matches = await passwordFits(user?.passwordHash ?? null, password);
  const fits = matches && !isPublicPassword({ email, password }, env());
  if (user === undefined || !fits || user.status !== "active") {
    log.info({ clientAddress: client.address }, "sign-in refused");
    throw new AppError("unauthorized", "This email and password do not fit together. Check both.");
  }
  const claims = { userId: user.id, epoch: user.epoch };
  await recordSignIn(database, claims, { method: "password", client, waitsForDisk: false, forget: reservation });
  return claims;
}

const statements = new WeakMap<Database, ReturnType<typeof preparePasswordHolder>>();

// Prepared, because every password waits for it.
function passwordHolder(at: Database) {
  const statement = statements.get(at) ?? preparePasswordHolder(at);
  statements.set(at, statement);
  return statement;
}

function preparePasswordHolder(at: Database) {
  return at
    .select({ id: users.id, epoch: users.sessionEpoch, status: users.status, passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.email, sql.placeholder("email")))
    .prepare("password_holder");
}

/**
 * The claims of a demo user's session, without a password. Throws AppError `not_found` where the demo sign-ins are off,
 * for anybody else, and for one who is deactivated.
 */
export async function signInAsDemoUser(email: string, client: Client): Promise<SessionClaims> {
  const isOffered = env().demoSignIns && demoUsers.some((user) => user.email === email);
  const [user] = isOffered
    ? await db()
        .select({ userId: users.id, epoch: users.sessionEpoch })
        .from(users)
        .where(and(eq(users.email, email), eq(users.status, "active")))
    : [];
  if (user === undefined) throw new AppError("not_found", "This demo user does not exist here. Sign in by password.");
  await recordSignIn(db(), user, { method: "demo", client });
  return user;
}
