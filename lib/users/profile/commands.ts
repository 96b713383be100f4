import { and, eq, isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { passwordResets, users } from "@/db/schema";
import { record } from "../../audit/commands";
import { type Env, env } from "../../env";
import { AppError } from "../../errors";
import type { Actor } from "../../policy";
import { forgetAttempts, reserveAttempt } from "../attempts/commands";
import { hashPassword, passwordFits } from "../password";
import type { SessionClaims } from "../session-token";
import type { ChangePasswordInput, ChooseMailsInput, ChooseTimeZoneInput, RenameSelfInput } from "./schema";

// Everybody may do these, and only to themself: there is no other user to name in them.

const by = (actor: Actor) => ({ accountId: actor.accountId, actorId: actor.id });
const stillActive = (actor: Actor) => and(eq(users.id, actor.id), eq(users.status, "active"));

/** What one is called, from now on, wherever one's name stands. Throws AppError `conflict`. */
export async function renameSelf(actor: Actor, { name }: RenameSelfInput): Promise<{ name: string }> {
  return db().transaction(async (tx) => {
    const [user] = await tx.select({ name: users.name }).from(users).where(stillActive(actor)).for("no key update");
    if (user === undefined) throw deactivated();
    if (user.name === name) return { name };
    await tx.update(users).set({ name }).where(eq(users.id, actor.id));
    await record(tx, by(actor), actor.id, { action: "user.renamed", data: { from: user.name, to: name } });
    return { name };
  });
}

/**
 * A new password in the place of the one they have, which they have to know: a session alone is not enough to take a user
 * over. It ends all sessions, and every link to choose a password; the claims are for this one to go on with. Throws
 * AppError `conflict` without a password, `invalid` for a wrong one, `rate_limited` as signing in does.
 */
export async function changeOwnPassword(
  actor: Actor,
  { current, password }: ChangePasswordInput,
  clientAddress: string,
  { passwordSignIn }: Pick<Env, "passwordSignIn"> = env(),
): Promise<SessionClaims> {
  const [user] = await db().select({ hash: users.passwordHash }).from(users).where(stillActive(actor));
  if (user === undefined) throw deactivated();
  const { hash } = user;
  if (hash === null || !passwordSignIn) {
    throw new AppError("conflict", "You sign in with the identity provider here. There is no password to change.");
  }
  // The same count as for signing in, or a stolen session would have tries of its own.
  const reservation = await reserveAttempt({ kind: "sign_in", email: actor.email, clientAddress });
  if (!(await passwordFits(hash, current))) {
    const fields = { current: "This is not your password. Check it." };
    throw new AppError("invalid", "Your password was not changed.", { fields });
  }
  await forgetAttempts(reservation);
  const passwordHash = await hashPassword(password);
  return db().transaction(async (tx) => {
    const [changed] = await tx
      .update(users)
      .set({ passwordHash, sessionEpoch: sql`${users.sessionEpoch} + 1` })
      .where(and(stillActive(actor), eq(users.passwordHash, hash)))
      .returning({ epoch: users.sessionEpoch });
    if (changed === undefined) {
      throw new AppError("conflict", "Your password was changed elsewhere in the meantime. Sign in again.");
    }
    await tx
      .update(passwordResets)
      .set({ usedAt: new Date() })
      .where(and(eq(passwordResets.userId, actor.id), isNull(passwordResets.usedAt)));
    await record(tx, by(actor), actor.id, { action: "user.password_changed", data: {} });
    return { userId: actor.id, epoch: changed.epoch };
  });
}

/** Ends all of one's own sessions, this one too. */
export async function signOutEverywhere(actor: Actor): Promise<void> {
  await db().transaction(async (tx) => {
    await tx
      .update(users)
      .set({ sessionEpoch: sql`${users.sessionEpoch} + 1` })
      .where(eq(users.id, actor.id));
    await record(tx, by(actor), actor.id, { action: "user.signed_out", data: {} });
  });
}

/** The zone in which dates are shown. Nobody else is told, so that it leaves no record. */
export async function chooseTimeZone(actor: Actor, { timeZone }: ChooseTimeZoneInput): Promise<void> {
  await db().update(users).set({ timeZone }).where(stillActive(actor));
}

/** Whether notices also come by e-mail. */
export async function chooseMails(actor: Actor, { mailsNotices }: ChooseMailsInput): Promise<void> {
  await db().update(users).set({ mailsNotices }).where(stillActive(actor));
}

function deactivated(): AppError {
  return new AppError("conflict", "You were deactivated in the meantime. Ask a super admin of your account.");
}
