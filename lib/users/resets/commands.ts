import { and, eq, isNull, sql } from "drizzle-orm";
import { type Database, db, type Transaction } from "@/db/client";
import { newId } from "@/db/ids";
import { passwordResets, userIdentities, users } from "@/db/schema";
import { record } from "../../audit/commands";
import { env } from "../../env";
import { AppError } from "../../errors";
import { log } from "../../log";
import { mailIsConfigured, sendMail } from "../../mail/mail";
import { type Actor, authorizeUserAdministration } from "../../policy";
import type { Client } from "../../request";
import { countingTokens, reserveAttempt } from "../attempts/commands";
import { deliver, linkTo } from "../links/delivery";
import type { Delivery } from "../links/schema";
import { hashLinkToken, newLinkToken } from "../links/tokens";
import { hashPassword } from "../password";
import { requirePasswordSignIn } from "../password-sign-in";
import type { SessionClaims } from "../session-token";
import { recordSignIn } from "../sign-in/history/commands";
import { holdAccount, requireStillSuperAdmin } from "../super-admins/queries";
import { forgottenMail, noPasswordMail, offeredMail } from "./mails";
import { findUsableReset } from "./queries";
import type { OfferResetInput, ResetInput } from "./schema";

const hourMs = 60 * 60 * 1000;
/** Handed on by people, who may be away for a day. */
export const offeredMs = 24 * hourMs;
/** Asked for by whoever sits before the page right now. */
export const forgottenMs = hourMs;

/**
 * A super admin's link for somebody to choose a new password with. It replaces every earlier one. Throws AppError
 * `forbidden`, also where passwords open nothing, `not_found`, and `conflict` for who is deactivated.
 */
export async function offerReset(actor: Actor, { userId }: OfferResetInput): Promise<Delivery> {
  authorizeUserAdministration(actor);
  requirePasswordSignIn();
  const token = newLinkToken();
  const made = await db().transaction(async (tx) => {
    await requireStillSuperAdmin(tx, actor, "No link was made.");
    const [user] = await tx
      .select({ id: users.id, accountId: users.accountId, name: users.name, email: users.email, status: users.status })
      .from(users)
      .where(and(eq(users.accountId, actor.accountId), eq(users.id, userId)))
      .for("no key update");
    if (user === undefined) throw new AppError("not_found", "There is no such user in this account.");
    if (user.status !== "active") {
      throw new AppError("conflict", `${user.name} is deactivated. Reactivate them first.`);
    }
    const expiresAt = await replaceReset(tx, user, { token, createdBy: actor.id, validMs: offeredMs });
    return { user, expiresAt };
  });
  const link = linkTo("/reset", token);
  const { user, expiresAt } = made;
  const words = offeredMail({ name: user.name, by: actor.name, link, expiresAt });
  return deliver(link, { to: user.email, id: newId(), ...words });
}

/**
 * Somebody who is not signed in asks for a link. What they see and wait for is the same for every e-mail: whose it is gets
 * looked up when they have their answer. Throws AppError `conflict` where no e-mail is sent, and `rate_limited`.
 */
export async function forgotPassword(email: string, client: Client, database: Database = db()): Promise<void> {
  requirePasswordSignIn();
  if (!mailIsConfigured()) {
    throw new AppError("conflict", "Linkspan sends no e-mail here. Ask a super admin for a link.");
  }
  await reserveAttempt({ kind: "forgotten", email, clientAddress: client.address }, database);
  setImmediate(() => {
    answerForgotten(email, database).catch((error: unknown) => {
      log.error({ err: error }, "a link for a new password was not sent");
    });
  });
}

async function answerForgotten(email: string, database: Database): Promise<void> {
  const token = newLinkToken();
  const words = await database.transaction(async (tx) => {
    const [user] = await tx
      .select({ id: users.id, accountId: users.accountId, name: users.name, passwordHash: users.passwordHash })
      .from(users)
      .where(and(eq(users.email, email), eq(users.status, "active")))
      .for("no key update");
    if (user === undefined) return null;
    if (user.passwordHash === null && (await hasIdentity(tx, user.id))) {
      const provider = env().oidc?.name ?? "your organisation's identity provider";
      return noPasswordMail({ name: user.name, provider, signInPage: new URL("/sign-in", env().publicUrl).href });
    }
    const expiresAt = await replaceReset(tx, user, { token, createdBy: null, validMs: forgottenMs });
    return forgottenMail({ name: user.name, link: linkTo("/reset", token), expiresAt });
  });
  if (words !== null) await sendMail({ to: email, id: newId(), ...words });
}

/**
 * A new password by a link: every session of the user is over, and a new one begins. Throws AppError `not_found` for no link
 * of ours, `conflict` with what became of it, and `rate_limited`.
 */
export async function resetPassword(
  { token, password }: ResetInput,
  client: Client,
  database: Database = db(),
): Promise<SessionClaims> {
  requirePasswordSignIn();
  const resetting = async () => {
    // Before the work of hashing, which nobody gets for a link that does not work.
    const { accountId } = await findUsableReset(database, token);
    const passwordHash = await hashPassword(password);
    return database.transaction(async (tx) => {
      // Its maker stays a super admin, and of two who use it at once the second one waits here, until this ends.
      await holdAccount(tx, accountId);
      const { id, user, createdBy } = await findUsableReset(tx, token);
      const [changed] = await tx
        .update(users)
        .set({ passwordHash, sessionEpoch: sql`${users.sessionEpoch} + 1` })
        .where(and(eq(users.id, user.id), eq(users.status, "active")))
        .returning({ epoch: users.sessionEpoch });
      if (changed === undefined) throw new AppError("conflict", "You are deactivated, so this link ended.");
      await tx.update(passwordResets).set({ usedAt: new Date() }).where(eq(passwordResets.id, id));
      await dropResets(tx, user.id);
      const by = { accountId, actorId: user.id };
      await record(tx, by, user.id, { action: "user.password_reset", data: { createdBy } });
      const claims = { userId: user.id, epoch: changed.epoch };
      await recordSignIn(tx, claims, { method: "reset", client });
      return claims;
    });
  };
  return countingTokens(client.address, resetting, database);
}

/** Ends the links that a user could still use: with a password chosen by other ways, and with a deactivation. */
export async function dropResets(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(passwordResets).where(and(eq(passwordResets.userId, userId), isNull(passwordResets.usedAt)));
}

type NewReset = { token: string; createdBy: string | null; validMs: number };

/** Under the lock of the user's row: of two that are made at once the later one counts. */
async function replaceReset(
  tx: Transaction,
  { id: userId, accountId }: { id: string; accountId: string },
  { token, createdBy, validMs }: NewReset,
): Promise<Date> {
  await dropResets(tx, userId);
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + validMs);
  await tx
    .insert(passwordResets)
    .values({ id: newId(), accountId, userId, tokenHash: hashLinkToken(token), createdBy, createdAt, expiresAt });
  const by = { accountId, actorId: createdBy };
  await record(tx, by, userId, { action: "user.reset_offered", data: { createdBy } });
  return expiresAt;
}

async function hasIdentity(tx: Transaction, userId: string): Promise<boolean> {
  const [identity] = await tx
    .select({ id: userIdentities.id })
    .from(userIdentities)
    .where(eq(userIdentities.userId, userId))
    .limit(1);
  return identity !== undefined;
}
