import { and, eq, isNull, type SQL } from "drizzle-orm";
import { type Database, db, type Transaction } from "@/db/client";
import { newId } from "@/db/ids";
import { invitations, users } from "@/db/schema";
import { record } from "../../audit/commands";
import { AppError } from "../../errors";
import { type Actor, authorizeUserAdministration } from "../../policy";
import type { Client } from "../../request";
import { countingTokens } from "../attempts/commands";
import { deliver, linkTo } from "../links/delivery";
import type { Delivery } from "../links/schema";
import { hashLinkToken, newLinkToken } from "../links/tokens";
import { hashPassword } from "../password";
import { requirePasswordSignIn } from "../password-sign-in";
import type { SessionClaims } from "../session-token";
import { recordSignIn } from "../sign-in/history/commands";
import { holdAccount, requireStillSuperAdmin } from "../super-admins/queries";
import { invitationMail } from "./mails";
import { findInvitation, type Invitation, waitingFor, withToken } from "./queries";
import type { AcceptInput, InvitationInput, InviteInput } from "./schema";
import { requireOpen, stateOf } from "./states";

const dayMs = 24 * 60 * 60 * 1000;
export const invitationMs = 7 * dayMs;

/**
 * Invites somebody by a link that works once, for seven days. Throws AppError `forbidden`, and `conflict` for the e-mail of
 * a user and for one that is invited already.
 */
export async function inviteUser(actor: Actor, { email, name, role }: InviteInput): Promise<Delivery> {
  authorizeUserAdministration(actor);
  const token = newLinkToken();
  const invitation = await db().transaction(async (tx) => {
    await requireStillSuperAdmin(tx, actor, "Nobody was invited.");
    await requireNoUser(tx, actor, email);
    await endStale(tx, actor, email);
    const id = newId();
    const now = new Date();
    const [made] = await tx
      .insert(invitations)
      .values({
        id,
        accountId: actor.accountId,
        email,
        name,
        role,
        invitedBy: actor.id,
        invitedAt: now,
        ...fresh(token),
      })
      .onConflictDoNothing()
      .returning({ id: invitations.id });
    if (made === undefined) throw invitedAlready(email);
    await record(tx, by(actor), id, { action: "user.invited", data: { email, role } });
    return requireFound(await findInvitation(tx, eq(invitations.id, id)));
  });
  return send(invitation, token);
}

/**
 * Makes a new link; the earlier one stops. Whoever sends it again vouches for it from then on. Throws AppError `forbidden`,
 * `not_found`, and `conflict` for one that was accepted or withdrawn.
 */
export async function resendInvitation(actor: Actor, { invitationId }: InvitationInput): Promise<Delivery> {
  authorizeUserAdministration(actor);
  const token = newLinkToken();
  const invitation = await db().transaction(async (tx) => {
    await requireStillSuperAdmin(tx, actor, "The invitation was not sent again.");
    const { id, email, role } = await lockWaiting(tx, actor, invitationId);
    await requireNoUser(tx, actor, email);
    await tx
      .update(invitations)
      .set({ invitedBy: actor.id, ...fresh(token) })
      .where(eq(invitations.id, id));
    await record(tx, by(actor), id, { action: "user.invitation_resent", data: { email, role } });
    return requireFound(await findInvitation(tx, eq(invitations.id, id)));
  });
  return send(invitation, token);
}

/** Ends an invitation. Throws AppError `forbidden`, `not_found`, and `conflict` for one that was accepted or withdrawn. */
export async function withdrawInvitation(actor: Actor, { invitationId }: InvitationInput): Promise<{ email: string }> {
  authorizeUserAdministration(actor);
  return db().transaction(async (tx) => {
    await requireStillSuperAdmin(tx, actor, "The invitation was not withdrawn.");
    const invitation = await lockWaiting(tx, actor, invitationId);
    await withdraw(tx, actor, eq(invitations.id, invitation.id));
    return { email: invitation.email };
  });
}

/** Ends what somebody invited who may not invite any more: being made a super admin again brings none of it back. */
export async function withdrawInvitationsOf(tx: Transaction, actor: Actor, userId: string): Promise<number> {
  return withdraw(tx, actor, eq(invitations.invitedBy, userId));
}

async function withdraw(tx: Transaction, actor: Actor, which: SQL): Promise<number> {
  const withdrawn = await tx
    .update(invitations)
    .set({ withdrawnAt: new Date(), withdrawnBy: actor.id })
    .where(
      and(
        eq(invitations.accountId, actor.accountId),
        isNull(invitations.acceptedAt),
        isNull(invitations.withdrawnAt),
        which,
      ),
    )
    .returning({ id: invitations.id, email: invitations.email, role: invitations.role });
  for (const { id, email, role } of withdrawn) {
    await record(tx, by(actor), id, { action: "user.invitation_withdrawn", data: { email, role } });
  }
  return withdrawn.length;
}

/**
 * Makes the invited person a user, and gives the claims of their session. Throws AppError `not_found` for no link of ours,
 * `conflict` with what became of the invitation or for an e-mail that is a user's by now, and `rate_limited`.
 */
export async function acceptInvitation(
  { token, name, password }: AcceptInput,
  client: Client,
  database: Database = db(),
): Promise<SessionClaims> {
  requirePasswordSignIn();
  const accepting = async () => {
    // Before the work of hashing, which nobody gets for a link that does not work.
    requireOpen(await findInvitation(database, withToken(token)));
    const passwordHash = await hashPassword(password);
    return database.transaction(async (tx) => {
      const { userId, epoch } = await accept(tx, withToken(token), { name, passwordHash });
      await recordSignIn(tx, { userId, epoch }, { method: "invitation", client });
      return { userId, epoch };
    });
  };
  return countingTokens(client.address, accepting, database);
}

/**
 * As `acceptInvitation`, for somebody whom an identity provider vouches for: `email` is verified there, and takes the place
 * of the link. Null where nobody invited that e-mail, or the invitation is over. The caller records the sign-in.
 */
export async function acceptInvitationAs(
  tx: Transaction,
  { email, name }: { email: string; name: string },
): Promise<(SessionClaims & { accountId: string }) | null> {
  const invitation = await findInvitation(tx, waitingFor(email));
  if (invitation === null || stateOf(invitation) !== "open") return null;
  return accept(tx, eq(invitations.id, invitation.id), { name: invitation.name || name, passwordHash: null });
}

type Joining = { name: string; passwordHash: string | null };

async function accept(tx: Transaction, which: SQL, { name, passwordHash }: Joining) {
  const { id, accountId } = requireOpen(await findInvitation(tx, which));
  // Its sender stays a super admin, and of two who accept at once the second one waits here, until this ends.
  await holdAccount(tx, accountId);
  await tx.select({ id: invitations.id }).from(invitations).where(eq(invitations.id, id)).for("no key update");
  const { email, role, invitedBy } = requireOpen(await findInvitation(tx, which));
  const userId = newId();
  const [user] = await tx
    .insert(users)
    .values({ id: userId, accountId, name, email, role, passwordHash })
    .onConflictDoNothing({ target: users.email })
    .returning({ epoch: users.sessionEpoch });
  if (user === undefined) {
    throw new AppError("conflict", `There is a user with the email ${email} by now. Sign in instead.`);
  }
  await tx.update(invitations).set({ acceptedAt: new Date(), acceptedBy: userId }).where(eq(invitations.id, id));
  const joined = { email, role, invitationId: id, invitedBy };
  await record(tx, { accountId, actorId: userId }, userId, { action: "user.joined", data: joined });
  return { userId, epoch: user.epoch, accountId };
}

const by = ({ accountId, id }: Actor) => ({ accountId, actorId: id });

function fresh(token: string) {
  const sentAt = new Date();
  return { tokenHash: hashLinkToken(token), sentAt, expiresAt: new Date(sentAt.getTime() + invitationMs) };
}

/** A super admin sees every user of the account, so that the reason may be said. */
async function requireNoUser(tx: Transaction, actor: Actor, email: string): Promise<void> {
  const [user] = await tx
    .select({ accountId: users.accountId, name: users.name, status: users.status })
    .from(users)
    .where(eq(users.email, email));
  if (user === undefined) return;
  const words =
    user.accountId !== actor.accountId
      ? "This email cannot be invited."
      : user.status === "active"
        ? `${user.name} has this email and is a user already.`
        : `${user.name} has this email and is deactivated. Reactivate them instead.`;
  throw new AppError("conflict", "Check the marked fields.", { fields: { email: words } });
}

/** One that nobody can accept any more makes room for a new one. */
async function endStale(tx: Transaction, actor: Actor, email: string): Promise<void> {
  const earlier = await findInvitation(tx, waitingFor(email));
  if (earlier === null) return;
  if (earlier.accountId !== actor.accountId || stateOf(earlier) === "open") throw invitedAlready(email);
  await withdraw(tx, actor, eq(invitations.id, earlier.id));
}

function invitedAlready(email: string): AppError {
  const words = `${email} is invited already. Send that invitation again, or withdraw it first.`;
  return new AppError("conflict", "Check the marked fields.", { fields: { email: words } });
}

async function lockWaiting(tx: Transaction, actor: Actor, id: string): Promise<Invitation> {
  const mine = and(eq(invitations.accountId, actor.accountId), eq(invitations.id, id));
  await tx.select({ id: invitations.id }).from(invitations).where(mine).for("no key update");
  const invitation = requireFound(mine === undefined ? null : await findInvitation(tx, mine));
  const state = stateOf(invitation);
  if (state === "accepted") throw new AppError("conflict", `${invitation.email} has accepted this invitation by now.`);
  if (state === "withdrawn") throw new AppError("conflict", "This invitation is withdrawn already.");
  return invitation;
}

function requireFound(invitation: Invitation | null): Invitation {
  if (invitation !== null) return invitation;
  throw new AppError("not_found", "There is no such invitation in this account.");
}

async function send(invitation: Invitation, token: string): Promise<Delivery> {
  const link = linkTo("/invitation", token);
  const { email, inviter, organisation, expiresAt } = invitation;
  const words = invitationMail({ inviter: inviter.name, organisation, link, expiresAt });
  return deliver(link, { to: email, id: newId(), ...words });
}
