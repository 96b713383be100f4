import { createHash } from "node:crypto";
import { eq, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import ipaddr from "ipaddr.js";
import { type Database, db } from "@/db/client";
import { newId } from "@/db/ids";
import { signInAttempts } from "@/db/schema";
import { AppError } from "../../errors";
import { log } from "../../log";
import {
  addressRule,
  emailRule,
  forgottenAddressRule,
  forgottenEmailRule,
  remainingWaitMs,
  tokenAddressRule,
  type WaitRule,
  waitInWords,
  windowMs,
} from "./waits";

/** What can be tried again and again by somebody who is not signed in. Tokens: of a link or of set-up. */
export type Attempt =
  | { kind: "sign_in"; email: string; clientAddress: string }
  | { kind: "token"; clientAddress: string }
  | { kind: "forgotten"; email: string; clientAddress: string };

/** One row per attempt and key, all of them counted before the outcome is known. */
export type Reservation = { emailKey: string | null; addressAttemptId: string };

const kinds = {
  sign_in: { email: emailRule, address: addressRule, tooMany: "Too many wrong passwords." },
  token: { email: null, address: tokenAddressRule, tooMany: "Too many links and tokens that do not work." },
  forgotten: { email: forgottenEmailRule, address: forgottenAddressRule, tooMany: "Too many links were asked for." },
} as const satisfies Record<Attempt["kind"], { email: WaitRule | null; address: WaitRule; tooMany: string }>;

/**
 * Counts the attempt before its outcome is known: attempts sent at once, to several processes, cannot slip through
 * together. A refused one is not counted, or waiting would never end. Throws AppError `rate_limited`.
 */
export async function reserveAttempt(attempt: Attempt, database: Database = db()): Promise<Reservation> {
  const { kind, clientAddress } = attempt;
  const rules: Record<string, WaitRule> = {};
  const addressKey = keyOf(kind, "address", networkOf(clientAddress));
  rules[addressKey] = kinds[kind].address;
  const emailKey = attempt.kind === "token" ? null : keyOf(kind, "email", attempt.email);
  if (attempt.kind !== "token" && emailKey !== null) rules[emailKey] = kinds[attempt.kind].email;
  const addressAttemptId = newId();
  const waitMs = await database.transaction(async (tx) => {
    await tx.execute(heldUntilTheEnd(Object.keys(rules)));
    const counts = await tx
      .select({
        key: signInAttempts.key,
        attempts: sql<number>`count(*)::int`,
        sinceLastMs: sql<number>`(extract(epoch from clock_timestamp() - max(${signInAttempts.at})) * 1000)::float8`,
      })
      .from(signInAttempts)
      .where(
        sql`${inArray(signInAttempts.key, Object.keys(rules))}
          and ${signInAttempts.at} > clock_timestamp() - make_interval(secs => ${windowMs / 1000})`,
      )
      .groupBy(signInAttempts.key);
    const waits = counts.map((row) => remainingWaitMs(rules[row.key] ?? emailRule, row.attempts, row.sinceLastMs));
    const longestMs = Math.max(0, ...waits);
    if (longestMs > 0) return longestMs;
    const at = sql`clock_timestamp()`;
    const rows = [{ id: addressAttemptId, key: addressKey, at }];
    // Ids are ordered by time, so that the primary key finds what is too old to count.
    const dropped = tx
      .$with("dropped")
      .as(tx.delete(signInAttempts).where(lt(signInAttempts.id, newId(Date.now() - 2 * windowMs))));
    await tx
      .with(dropped)
      .insert(signInAttempts)
      .values(emailKey === null ? rows : [...rows, { id: newId(), key: emailKey, at }]);
    return 0;
  });
  if (waitMs > 0) {
    log.warn({ clientAddress, kind, waitMs: Math.ceil(waitMs) }, "attempt slowed down");
    throw new AppError("rate_limited", `${kinds[kind].tooMany} Try again in ${waitInWords(waitMs)}.`);
  }
  return { emailKey, addressAttemptId };
}

/**
 * Locks for these keys, in one order, so that two attempts that share both cannot wait for each other. In one message, and
 * without waiting for the disk at the end: a signing-in person waits for both, and a crash may forget who just mistyped.
 */
function heldUntilTheEnd(keys: readonly string[]): SQL {
  const locks = [...keys].sort().map((key) => {
    return `select pg_advisory_xact_lock(${createHash("sha256").update(key).digest().readBigInt64BE()})`;
  });
  return sql.raw(["set local synchronous_commit = off", ...locks].join("; "));
}

/** Takes back what was counted, once it turned out right: for the e-mail all of it, for the address this one. */
export async function forgetAttempts(
  { emailKey, addressAttemptId }: Reservation,
  database: Database = db(),
): Promise<void> {
  const ofAddress = eq(signInAttempts.id, addressAttemptId);
  await database
    .delete(signInAttempts)
    .where(emailKey === null ? ofAddress : or(eq(signInAttempts.key, emailKey), ofAddress));
}

/** Runs what takes a token. Only what fails stays counted. */
export async function countingTokens<T>(
  clientAddress: string,
  run: () => Promise<T>,
  database: Database = db(),
): Promise<T> {
  const reservation = await reserveAttempt({ kind: "token", clientAddress }, database);
  const outcome = await run();
  await forgetAttempts(reservation, database);
  return outcome;
}

/** A digest: people type passwords into the wrong field, and attempts need no names. */
function keyOf(kind: Attempt["kind"], of: "email" | "address", value: string): string {
  return `${kind}:${of}:${createHash("sha256").update(value).digest("base64url")}`;
}

/** Who has one IPv6 address has all 2^64 of its network. */
function networkOf(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  return ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`).toString();
}
