import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type Database, db, type Transaction } from "@/db/client";
import { accounts, invitations, users } from "@/db/schema";
import { type Actor, authorizeUserAdministration } from "../../policy";
import type { Client } from "../../request";
import { countingTokens } from "../attempts/commands";
import { hashLinkToken } from "../links/tokens";
import { readCursor, writeCursor } from "./cursor";
import type { InvitationPage, OpenInvitation } from "./schema";
import { requireOpen, stateOf } from "./states";

const inviters = alias(users, "inviters");
const pageSize = 50;

const facts = {
  id: invitations.id,
  accountId: invitations.accountId,
  email: invitations.email,
  name: invitations.name,
  role: invitations.role,
  invitedAt: invitations.invitedAt,
  expiresAt: invitations.expiresAt,
  acceptedAt: invitations.acceptedAt,
  withdrawnAt: invitations.withdrawnAt,
  invitedBy: invitations.invitedBy,
  inviter: { name: inviters.name, role: inviters.role, status: inviters.status },
  organisation: accounts.name,
};
export type Invitation = Awaited<ReturnType<typeof selectInvitations>>[number];

function selectInvitations(at: Database | Transaction, where: SQL | undefined) {
  return at
    .select(facts)
    .from(invitations)
    .innerJoin(inviters, and(eq(inviters.accountId, invitations.accountId), eq(inviters.id, invitations.invitedBy)))
    .innerJoin(accounts, eq(accounts.id, invitations.accountId))
    .where(where);
}

/** An invitation whatever became of it; null for none. */
export async function findInvitation(at: Database | Transaction, where: SQL): Promise<Invitation | null> {
  const [invitation] = await selectInvitations(at, where);
  return invitation ?? null;
}

export const withToken = (token: string): SQL => eq(invitations.tokenHash, hashLinkToken(token));

/** Of an e-mail there is one at a time that neither was accepted nor withdrawn. */
export const waitingFor = (email: string): SQL =>
  sql`${invitations.email} = ${email} and ${invitations.acceptedAt} is null and ${invitations.withdrawnAt} is null`;

/** What whoever has a link may see of it. Throws AppError `not_found`, `conflict` and `rate_limited`. */
export async function readInvitation(
  token: string,
  client: Client,
  database: Database = db(),
): Promise<OpenInvitation> {
  const found = await countingTokens(
    client.address,
    async () => requireOpen(await findInvitation(database, withToken(token))),
    database,
  );
  return { email: found.email, name: found.name, organisation: found.organisation, invitedBy: found.inviter.name };
}

/** The account's invitations, newest first. Throws AppError `forbidden`. */
export async function listInvitations(actor: Actor, after?: string): Promise<InvitationPage> {
  authorizeUserAdministration(actor);
  const cursor = readCursor(after);
  const beyond =
    cursor === null
      ? undefined
      : sql`(${invitations.invitedAt}, ${invitations.id}) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`;
  const found = await selectInvitations(db(), and(eq(invitations.accountId, actor.accountId), beyond))
    .orderBy(desc(invitations.invitedAt), desc(invitations.id))
    .limit(pageSize + 1);
  const shown = found.slice(0, pageSize);
  const last = found.length > pageSize ? shown.at(-1) : undefined;
  return {
    rows: shown.map((each) => ({
      id: each.id,
      email: each.email,
      name: each.name,
      role: each.role,
      state: stateOf(each),
      invitedBy: each.inviter.name,
      invitedAt: each.invitedAt.toISOString(),
      expiresAt: each.expiresAt.toISOString(),
      endedAt: (each.acceptedAt ?? each.withdrawnAt)?.toISOString() ?? null,
    })),
    next: last === undefined ? null : writeCursor({ at: last.invitedAt.toISOString(), id: last.id }),
  };
}
