import { and, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type Database, db, type Transaction } from "@/db/client";
import { passwordResets, users } from "@/db/schema";
import { AppError } from "../../errors";
import type { Client } from "../../request";
import { countingTokens } from "../attempts/commands";
import { hashLinkToken } from "../links/tokens";
import type { OpenReset } from "./schema";

const creators = alias(users, "creators");

function selectResets(at: Database | Transaction, token: string) {
  return at
    .select({
      id: passwordResets.id,
      accountId: passwordResets.accountId,
      createdBy: passwordResets.createdBy,
      expiresAt: passwordResets.expiresAt,
      usedAt: passwordResets.usedAt,
      user: { id: users.id, name: users.name, email: users.email, status: users.status },
      creator: { role: creators.role, status: creators.status },
    })
    .from(passwordResets)
    .innerJoin(users, and(eq(users.accountId, passwordResets.accountId), eq(users.id, passwordResets.userId)))
    .leftJoin(
      creators,
      and(eq(creators.accountId, passwordResets.accountId), eq(creators.id, passwordResets.createdBy)),
    )
    .where(eq(passwordResets.tokenHash, hashLinkToken(token)));
}
export type Reset = Awaited<ReturnType<typeof selectResets>>[number];

const another = "Ask for a new one.";

/**
 * The link of a token as long as it is good. A super admin's is theirs to vouch for: it stops with their right to make one,
 * or whoever was demoted would keep a way into somebody's user. Throws AppError `not_found` and `conflict`.
 */
export async function findUsableReset(at: Database | Transaction, token: string): Promise<Reset> {
  const [reset] = await selectResets(at, token);
  if (reset === undefined) {
    const words = "This link does not work. Use the latest one that you were sent, and copy all of it.";
    throw new AppError("not_found", `${words} Else ask for a new one.`);
  }
  const { usedAt, expiresAt, user, creator } = reset;
  const over = (words: string) => new AppError("conflict", words);
  if (usedAt !== null) throw over(`This link is used already. Sign in with the password that was chosen. ${another}`);
  if (user.status !== "active") throw over("You are deactivated, so this link ended. Ask a super admin.");
  if (expiresAt.getTime() <= Date.now()) throw over(`This link has expired. ${another}`);
  if (creator !== null && (creator.role !== "super_admin" || creator.status !== "active")) {
    throw over(`Whoever made this link is no super admin any more, so it ended. ${another}`);
  }
  return reset;
}

/** What whoever has a link may see of it. Throws AppError `not_found`, `conflict` and `rate_limited`. */
export async function readReset(token: string, client: Client, database: Database = db()): Promise<OpenReset> {
  const { user } = await countingTokens(client.address, () => findUsableReset(database, token), database);
  return { name: user.name, email: user.email };
}
