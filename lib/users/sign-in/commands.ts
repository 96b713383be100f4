import { createHash } from "node:crypto";
import { and, eq, inArray, lt, or, sql } from "drizzle-orm";
import ipaddr from "ipaddr.js";
import { type Database, db } from "@/db/client";
import { newId } from "@/db/ids";
import { signInAttempts, users } from "@/db/schema";
import { env } from "../../env";
import { AppError } from "../../errors";
import { log } from "../../log";
import type { Client } from "../../request";
import { demoUsers, isPublicPassword } from "../demo";
import { passwordFits } from "../password";
import type { SessionClaims } from "../session-token";
import { recordSignIn } from "./history/commands";
import type { SignInInput } from "./schema";
import { addressRule, emailRule, remainingWaitMs, type WaitRule, waitInWords, windowMs } from "./waits";

/** One row per attempt and key; both are counted before the password is looked at, and taken back when it fits. */
type Reservation = { emailKey: string; addressAttemptId: string };

/**
 * The claims of a new session. Throws AppError `unauthorized` (the same words and work for an unknown e-mail, a wrong
 * password and a deactivated user) or `rate_limited` with how long to wait.
 */
export async function signIn(
  { email, password }: SignInInput,
  client: Client,
  database: Database = db(),
): Promise<SessionClaims> {
  const reservation = await reserveAttempt(database, email, client.address);
  const [user] = await database
    .select({ id: users.id, epoch: users.sessionEpoch, status: users.status, passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.email, email));
  const matches = await passwordFits(user?.passwordHash ?? null, password);
  const fits = matches && !isPublicPassword({ email, password }, env());
  if (user === undefined || !fits || user.status !== "active") {
    log.info({ clientAddress: client.address }, "sign-in refused");
    throw new AppError("unauthorized", "This email and password do not fit together. Check both.");
  }
  await forgetAttempts(database, reservation);
  const claims = { userId: user.id, epoch: user.epoch };
  await recordSignIn(database, claims, { method: "password", client });
  return claims;
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

/**
 * Counts the attempt before its outcome is known: attempts sent at once, to several processes, cannot slip through
 * together. A refused one is not counted, or waiting would never end.
 */
async function reserveAttempt(database: Database, email: string, clientAddress: string): Promise<Reservation> {
  const emailKey = keyOf("email", email);
  const addressKey = keyOf("address", networkOf(clientAddress));
  const addressAttemptId = newId();
  const waitMs = await database.transaction(async (tx) => {
    // Sorted, so that two attempts that share both keys cannot wait for each other.
    for (const key of [emailKey, addressKey].sort()) {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
    }
    const counts = await tx
      .select({
        key: signInAttempts.key,
        attempts: sql<number>`count(*)::int`,
        sinceLastMs: sql<number>`(extract(epoch from clock_timestamp() - max(${signInAttempts.at})) * 1000)::float8`,
      })
      .from(signInAttempts)
      .where(
        sql`${inArray(signInAttempts.key, [emailKey, addressKey])}
          and ${signInAttempts.at} > clock_timestamp() - make_interval(secs => ${windowMs / 1000})`,
      )
      .groupBy(signInAttempts.key);
    const rules: Record<string, WaitRule> = { [emailKey]: emailRule, [addressKey]: addressRule };
    const waits = counts.map((row) => remainingWaitMs(rules[row.key] ?? emailRule, row.attempts, row.sinceLastMs));
    const longestMs = Math.max(0, ...waits);
    if (longestMs > 0) return longestMs;
    const at = sql`clock_timestamp()`;
    await tx.insert(signInAttempts).values([
      { id: newId(), key: emailKey, at },
      { id: addressAttemptId, key: addressKey, at },
    ]);
    // Ids are ordered by time, so that the primary key finds what is too old to count.
    await tx.delete(signInAttempts).where(lt(signInAttempts.id, newId(Date.now() - 2 * windowMs)));
    return 0;
  });
  if (waitMs > 0) {
    log.warn({ clientAddress, waitMs: Math.ceil(waitMs) }, "sign-in slowed down");
    throw new AppError("rate_limited", `Too many wrong passwords. Try again in ${waitInWords(waitMs)}.`);
  }
  return { emailKey, addressAttemptId };
}

async function forgetAttempts(database: Database, { emailKey, addressAttemptId }: Reservation): Promise<void> {
  await database
    .delete(signInAttempts)
    .where(or(eq(signInAttempts.key, emailKey), eq(signInAttempts.id, addressAttemptId)));
}

/** A digest: people type passwords into the wrong field, and attempts need no names. */
function keyOf(kind: "email" | "address", value: string): string {
  return `${kind}:${createHash("sha256").update(value).digest("base64url")}`;
}

/** Who has one IPv6 address has all 2^64 of its network. */
function networkOf(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  return ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`).toString();
}
