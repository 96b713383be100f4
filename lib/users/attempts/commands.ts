import { createHash } from "node:crypto";
import { eq, or, sql } from "drizzle-orm";
import ipaddr from "ipaddr.js";
import { z } from "zod";
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
  const { rules, addressKey, emailKey } = keysOf(attempt);
  const addressAttemptId = newId();
  const rows = [{ id: addressAttemptId, key: addressKey }];
  if (emailKey !== null) rows.push({ id: newId(), key: emailKey });
  requireNoWait(attempt, await waitOrStore(database, rules, rows));
  return { emailKey, addressAttemptId };
}

type Rules = Record<string, WaitRule>;

function keysOf(attempt: Attempt): { rules: Rules; addressKey: string; emailKey: string | null } {
  const { kind, clientAddress } = attempt;
  const addressKey = keyOf(kind, "address", networkOf(clientAddress));
  const rules: Rules = { [addressKey]: kinds[kind].address };
  if (attempt.kind === "token") return { rules, addressKey, emailKey: null };
  const emailKey = keyOf(kind, "email", attempt.email);
  rules[emailKey] = kinds[attempt.kind].email;
  return { rules, addressKey, emailKey };
}

/**
 * Milliseconds that an attempt has to wait under these rules; with nothing to wait for it is stored. One message, which a
 * person who signs in waits for, and one transaction, in which each statement sees what was there when its turn came.
 */
async function waitOrStore(database: Database, rules: Rules, rows: readonly Row[]): Promise<number> {
  // Ids and digests of ours, so that they may stand in the text: a message of several statements takes no parameters.
  const keys = Object.keys(rules).sort();
  const waits = Object.entries(rules).map(
    ([key, rule]) => `when '${key}' then ${remainingWaitMs(rule, "attempts", "since_last_ms")}`,
  );
  const statements = [
    // A crash of the machine may forget who has just mistyped.
    "set local synchronous_commit = off",
    // In one order, so that two attempts that share both keys cannot wait for each other.
    ...keys.map((key) => `select pg_advisory_xact_lock(hashtextextended('${key}', 0))`),
    `with counted as (
       select key, count(*) as attempts, extract(epoch from clock_timestamp() - max(at)) * 1000 as since_last_ms
       from sign_in_attempts where key in (${keys.map((key) => `'${key}'`).join(", ")})
         and at > clock_timestamp() - make_interval(secs => ${windowMs / 1000})
       group by key
     ), waiting as (
       select coalesce(max(case key ${waits.join(" ")} end), 0)::float8 as ms from counted
     ), stored as (
       insert into sign_in_attempts (id, key, at)
       select attempt.id::uuid, attempt.key, clock_timestamp()
       from waiting, (values ${rows.map(({ id, key }) => `('${id}', '${key}')`).join(", ")}) attempt (id, key)
       where waiting.ms = 0
     ), dropped as (
       -- Ids are ordered by time, so that the primary key finds what is too old to count.
       delete from sign_in_attempts where id < '${newId(Date.now() - 2 * windowMs)}'
     )
     select ms from waiting`,
  ];
  const outcomes: readonly unknown[] = await database.execute(sql.raw(statements.join("; ")));
  const [{ ms }] = waited.parse(outcomes.at(-1));
  return ms;
}

type Row = { id: string; key: string };
const waited = z.tuple([z.object({ ms: z.number() })]);

function requireNoWait({ kind, clientAddress }: Attempt, waitMs: number): void {
  if (waitMs <= 0) return;
  log.warn({ clientAddress, kind, waitMs: Math.ceil(waitMs) }, "attempt slowed down");
  throw new AppError("rate_limited", `${kinds[kind].tooMany} Try again in ${waitInWords(waitMs)}.`);
}

/** Takes back what was counted, once it turned out right: for the e-mail all of it, for the address this one. */
export async function forgetAttempts(
  { emailKey, addressAttemptId }: Reservation,
  database: Database = db(),
): Promise<void> {
  const ofAddress = eq(signInAttempts.id, addressAttemptId);
  await database
    .delete(signInAttempts)
    .where(emailKey === null ? ofAddress : or(eq(signInAttempts.key, emailKey), ofAddress))
    // Nor does this wait for the disk: a crash may leave an attempt counted that was right.
    .returning({ waits: sql`set_config('synchronous_commit', 'off', true)` });
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
