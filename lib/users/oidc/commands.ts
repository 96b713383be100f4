import { and, eq, ne } from "drizzle-orm";
import { type Database, db, type Transaction } from "@/db/client";
import { newId } from "@/db/ids";
import { userIdentities, users } from "@/db/schema";
import { record } from "../../audit/commands";
import { AppError } from "../../errors";
import { log } from "../../log";
import type { Client } from "../../request";
import { acceptInvitationAs } from "../invitations/commands";
import type { SessionClaims } from "../session-token";
import { recordSignIn } from "../sign-in/history/commands";
import { followGroup } from "./roles/commands";
import type { ProviderIdentity, ProviderProblem } from "./schema";

export type ProviderOutcome = { claims: SessionClaims } | { refused: ProviderProblem };

type User = { id: string; accountId: string; status: "active" | "deactivated"; epoch: number };

const userColumns = { id: users.id, accountId: users.accountId, status: users.status, epoch: users.sessionEpoch };

/** Ends the transaction: nothing of a refused sign-in stays. */
class Refused extends Error {
  constructor(readonly problem: ProviderProblem) {
    super(problem);
  }
}

/**
 * Signs in whom the provider's checked answer speaks of: the user of the subject, whatever email they have there now; else
 * the active user, or the invited person, whose email the provider has verified. Nobody else.
 */
export async function signInAsIdentity(
  identity: ProviderIdentity,
  client: Client,
  database: Database = db(),
): Promise<ProviderOutcome> {
  for (let tries = 1; ; tries += 1) {
    try {
      return { claims: await database.transaction((tx) => enter(tx, identity, client)) };
    } catch (error) {
      // Somebody was faster: the same person in another window, or a super admin. A second look finds what they left.
      if (error instanceof AppError && tries === 1) continue;
      if (!(error instanceof Refused)) throw error;
      log.info({ clientAddress: client.address, problem: error.problem }, "sign-in with the provider refused");
      return { refused: error.problem };
    }
  }
}

async function enter(tx: Transaction, identity: ProviderIdentity, client: Client): Promise<SessionClaims> {
  const user = (await findUserOf(tx, identity)) ?? (await linkUser(tx, identity));
  if (user.status !== "active") throw new Refused("deactivated");
  const { id: userId, accountId, epoch } = user;
  if (identity.superAdmins !== null) await followGroup(tx, { accountId, userId }, identity.superAdmins);
  const claims = { userId, epoch };
  await recordSignIn(tx, claims, { method: "provider", client });
  return claims;
}

async function findUserOf(tx: Transaction, { issuer, subject, email }: ProviderIdentity): Promise<User | null> {
  const [user] = await tx
    .update(userIdentities)
    .set({ lastUsedAt: new Date() })
    .from(users)
    .where(
      and(
        eq(userIdentities.issuer, issuer),
        eq(userIdentities.subject, subject),
        eq(users.accountId, userIdentities.accountId),
        eq(users.id, userIdentities.userId),
      ),
    )
    .returning(userColumns);
  if (user === undefined || email === null) return user ?? null;
  const [another] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.email, email), ne(users.id, user.id)));
  if (another !== undefined) throw new Refused("email_of_another");
  return user;
}

async function findUserByEmail(tx: Transaction, email: string): Promise<User | null> {
  const [user] = await tx.select(userColumns).from(users).where(eq(users.email, email));
  return user ?? null;
}

async function acceptInvitation(tx: Transaction, person: { email: string; name: string }): Promise<User | null> {
  const joined = await acceptInvitationAs(tx, person);
  return joined && { id: joined.userId, accountId: joined.accountId, epoch: joined.epoch, status: "active" };
}

async function linkUser(tx: Transaction, identity: ProviderIdentity): Promise<User> {
  const { issuer, subject, name, email, isEmailVerified } = identity;
  // Before anything is looked up: who has not proved an email learns nothing about it.
  if (email === null || !isEmailVerified) throw new Refused("unverified");
  const user = (await findUserByEmail(tx, email)) ?? (await acceptInvitation(tx, { email, name: name || email }));
  if (user === null) throw new Refused("stranger");
  if (user.status !== "active") throw new Refused("deactivated");
  const now = new Date();
  const { id: userId, accountId } = user;
  const [linked] = await tx
    .insert(userIdentities)
    .values({ id: newId(), accountId, userId, issuer, subject, linkedAt: now, lastUsedAt: now })
    .onConflictDoNothing()
    .returning({ id: userIdentities.id });
  if (linked === undefined) {
    // Either the user has an identity there, or the same sign-in came twice at once and the other was first.
    const first = await findUserOf(tx, identity);
    if (first === null) throw new Refused("second_identity");
    return first;
  }
  await record(tx, { accountId, actorId: userId }, userId, { action: "user.identity_linked", data: { issuer } });
  return user;
}
