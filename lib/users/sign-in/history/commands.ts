import { and, desc, eq, inArray, or, sql } from "drizzle-orm";
import type { Database, Transaction } from "@/db/client";
import { newId } from "@/db/ids";
import { signInAttempts, signIns, users } from "@/db/schema";
import { AppError } from "../../../errors";
import type { Client } from "../../../request";
import type { Reservation } from "../../attempts/commands";
import type { SessionClaims } from "../../session-token";

export type SignInMethod = (typeof signIns.$inferSelect)["method"];

/**
 * `waitsForDisk`: false only outside of a transaction, where a crash of the machine may cost the entries of its last
 * moment; what a transaction does besides is never put at risk. `forget`: what was counted as an attempt and was right.
 */
type SignIn = { method: SignInMethod; client: Client; waitsForDisk?: boolean; forget?: Reservation };

/** Of each user; older ones go with the next sign-in. */
export const keptSignIns = 100;
const maxBrowserLength = 300;

/**
 * Records that a session begins, in one statement: last sign-in, history, and what of it is too old to keep. Throws
 * AppError `unauthorized` when the user was deactivated, or their epoch raised, since `claims` were read: a session that
 * began beside a reset of its password would outlive it.
 */
export async function recordSignIn(
  at: Database | Transaction,
  claims: SessionClaims,
  { method, client, waitsForDisk = true, forget }: SignIn,
): Promise<void> {
  const recorded = await statement(at, waitsForDisk).execute({
    id: newId(),
    at: new Date().toISOString(),
    ...claims,
    method,
    address: client.address,
    browser: storable(client.browser),
    emailKey: forget?.emailKey ?? null,
    addressAttemptId: forget?.addressAttemptId ?? null,
  });
  if (recorded.length > 0) return;
  throw new AppError("unauthorized", "Your user changed while you were signing in. Sign in again.");
}

type Statement = ReturnType<typeof prepare>;
const statements = new WeakMap<Database | Transaction, Map<boolean, Statement>>();

// Prepared, because each password that fits waits for it.
function statement(at: Database | Transaction, waitsForDisk: boolean): Statement {
  const known = statements.get(at) ?? new Map<boolean, Statement>();
  statements.set(at, known);
  const found = known.get(waitsForDisk) ?? prepare(at, waitsForDisk);
  known.set(waitsForDisk, found);
  return found;
}

function prepare(at: Database | Transaction, waitsForDisk: boolean) {
  const given = sql.placeholder;
  const now = sql`${given("at")}::timestamptz`;
  const isTheirs = and(
    eq(users.id, given("userId")),
    eq(users.sessionEpoch, given("epoch")),
    eq(users.status, "active"),
  );
  const signedIn = at
    .$with("signed_in")
    .as(
      at
        .update(users)
        .set({ lastSignInAt: now })
        .where(isTheirs)
        .returning({ id: users.id, accountId: users.accountId }),
    );
  const tooOld = at
    .select({ id: signIns.id })
    .from(signIns)
    .where(eq(signIns.userId, given("userId")))
    .orderBy(desc(signIns.at), desc(signIns.id))
    .offset(keptSignIns - 1);
  const dropped = at.$with("dropped").as(at.delete(signIns).where(inArray(signIns.id, tooOld)));
  const wasRight = or(eq(signInAttempts.key, given("emailKey")), eq(signInAttempts.id, given("addressAttemptId")));
  const forgotten = at.$with("forgotten").as(at.delete(signInAttempts).where(wasRight));
  const row = at
    .select({
      id: sql<string>`${given("id")}::uuid`.as("id"),
      accountId: signedIn.accountId,
      userId: sql<string>`${signedIn.id}`.as("user_id"),
      at: sql<Date>`${now}`.as("at"),
      method: sql<SignInMethod>`${given("method")}`.as("method"),
      address: sql<string>`${given("address")}`.as("address"),
      browser: sql<string>`${given("browser")}`.as("browser"),
    })
    .from(signedIn);
  const durable = waitsForDisk ? sql`true` : sql`set_config('synchronous_commit', 'off', true)`;
  return at
    .with(signedIn, dropped, forgotten)
    .insert(signIns)
    .select(row)
    .returning({ id: signIns.id, durable })
    .prepare("record_sign_in");
}

/** Whatever a client sends: PostgreSQL takes no NUL, and nobody needs more than this. */
function storable(browser: string): string {
  return [...browser.replaceAll("\0", "")].slice(0, maxBrowserLength).join("");
}
