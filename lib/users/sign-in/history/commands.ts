import { sql } from "drizzle-orm";
import type { Database, Transaction } from "@/db/client";
import { newId } from "@/db/ids";
import { signIns, users } from "@/db/schema";
import { AppError } from "../../../errors";
import type { Client } from "../../../request";
import type { SessionClaims } from "../../session-token";

export type SignInMethod = (typeof signIns.$inferSelect)["method"];

/**
 * `waitsForDisk`: false only outside of a transaction, where a crash of the machine may cost the entries of its last
 * moment; what a transaction does besides is never put at risk.
 */
type SignIn = { method: SignInMethod; client: Client; waitsForDisk?: boolean };

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
  { method, client, waitsForDisk = true }: SignIn,
): Promise<void> {
  const now = new Date().toISOString();
  const recorded = await at.execute(sql`
    with signed_in as (
      update ${users} set last_sign_in_at = ${now}::timestamptz
      where id = ${claims.userId} and session_epoch = ${claims.epoch} and status = 'active'
      returning id, account_id
    ), dropped as (
      delete from ${signIns} where id in (
        select id from ${signIns} where user_id = ${claims.userId}
        order by at desc, id desc offset ${keptSignIns - 1}
      )
    )
    insert into ${signIns} (id, account_id, user_id, at, method, address, browser)
    select ${newId()}::uuid, account_id, id, ${now}::timestamptz, ${method}, ${client.address}, ${storable(client.browser)}
    from signed_in
    returning id${waitsForDisk ? sql`` : sql`, set_config('synchronous_commit', 'off', true)`}`);
  if (recorded.length > 0) return;
  throw new AppError("unauthorized", "Your user changed while you were signing in. Sign in again.");
}

/** Whatever a client sends: PostgreSQL takes no NUL, and nobody needs more than this. */
function storable(browser: string): string {
  return [...browser.replaceAll("\0", "")].slice(0, maxBrowserLength).join("");
}
