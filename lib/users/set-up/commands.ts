import { createHash } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { type Database, db, type Transaction } from "@/db/client";
import { newId } from "@/db/ids";
import { accounts, setUpTokens, users } from "@/db/schema";
import { record } from "../../audit/commands";
import { AppError } from "../../errors";
import { normalizedCode, readableCode } from "../../readable-code";
import type { Client } from "../../request";
import { countingTokens } from "../attempts/commands";
import { hashPassword } from "../password";
import type { SessionClaims } from "../session-token";
import { recordSignIn } from "../sign-in/history/commands";
import type { SetUpInput } from "./schema";

/** 120 bits: nobody guesses it, whatever the rate. */
const tokenGroups = 6;

/**
 * A new one-time token while no account exists, else null. It replaces every earlier one, so that the latest in the
 * log is the one that works; only its hash is kept.
 */
export async function offerSetUp(database: Database = db()): Promise<string | null> {
  return database.transaction(async (tx) => {
    await lockSetUp(tx);
    if (await isSetUp(tx)) return null;
    const token = readableCode(tokenGroups);
    await tx.delete(setUpTokens).where(isNull(setUpTokens.usedAt));
    await tx.insert(setUpTokens).values({ id: newId(), tokenHash: hashToken(token) });
    return token;
  });
}

/**
 * Makes the account and its first super admin, and gives the claims of their session. Of two at once one wins. Throws
 * AppError `not_found` once set-up is done, `invalid` for a token that is not the latest, and `rate_limited`.
 */
export async function completeSetUp(
  input: SetUpInput,
  client: Client,
  database: Database = db(),
): Promise<SessionClaims> {
  return countingTokens(client.address, () => makeFirstUser(input, client, database), database);
}

async function makeFirstUser(input: SetUpInput, client: Client, database: Database): Promise<SessionClaims> {
  return database.transaction(async (tx) => {
    await lockSetUp(tx);
    if (await isSetUp(tx)) throw new AppError("not_found", "Linkspan is set up already. Sign in instead.");
    const [token] = await tx
      .update(setUpTokens)
      .set({ usedAt: new Date() })
      .where(and(eq(setUpTokens.tokenHash, hashToken(input.token)), isNull(setUpTokens.usedAt)))
      .returning({ id: setUpTokens.id });
    if (token === undefined) {
      const words = "This is not the latest set-up token in the log. A restart prints a new one.";
      throw new AppError("invalid", "Check the marked fields.", { fields: { token: words } });
    }
    const accountId = newId();
    const userId = newId();
    await tx.insert(accounts).values({ id: accountId, name: input.organisation });
    const [user] = await tx
      .insert(users)
      .values({
        id: userId,
        accountId,
        name: input.name,
        email: input.email,
        passwordHash: await hashPassword(input.password),
        role: "super_admin",
      })
      .returning({ epoch: users.sessionEpoch });
    await record(tx, { accountId, actorId: userId }, accountId, {
      action: "account.set_up",
      data: { organisation: input.organisation },
    });
    const claims = { userId, epoch: user?.epoch ?? 0 };
    await recordSignIn(tx, claims, { method: "set_up", client });
    return claims;
  });
}

/** One at a time, in whichever process: there is no row yet that could be locked. */
async function lockSetUp(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('linkspan set-up', 0))`);
}

async function isSetUp(tx: Transaction): Promise<boolean> {
  const [account] = await tx.select({ id: accounts.id }).from(accounts).limit(1);
  return account !== undefined;
}

/** The token is random and long: a plain digest cannot be searched. */
function hashToken(typed: string): string {
  return createHash("sha256").update(normalizedCode(typed)).digest("base64url");
}
