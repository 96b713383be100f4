import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { recordEach } from "../../../audit/commands";
import type { Environment } from "../../../policy";
import type { RequestKind } from "../../../requests/schema";
import { handOverRows } from "../hand-over/commands";
import { type Leaver, onlyTheirs } from "../left/queries";
import type { Choices, HandOver } from "../schema";

/**
 * Holds the objects that a user's requests, or requests to them, are about: after connections, before memberships, so that
 * none of the requests is deleted with its object meanwhile.
 */
export async function holdRequestedObjects(tx: Transaction, { accountId, userId }: Leaver): Promise<void> {
  await tx.execute(sql`
    select from external_data_objects where account_id = ${accountId} and id in (
      select r.object_id from requests r where r.account_id = ${accountId} and r.state = 'open' and (
        r.requested_by = ${userId}
        or exists (select from request_people p where p.request_id = r.id and p.user_id = ${userId})
      )
    ) order by id for key share`);
}

type Withdrawn = {
  id: string;
  kind: RequestKind;
  object_id: string;
  environment: Environment;
  version: number | null;
};

/**
 * Ends the open requests that a user made: written down, because nothing that is only read as over may come back with its
 * asker. Gives how many were withdrawn.
 */
export async function withdrawRequestsOf(tx: Transaction, leaver: Leaver, actorId: string): Promise<number> {
  const { accountId, userId } = leaver;
  await tx.execute(sql`
    update requests set state = 'expired'
    where account_id = ${accountId} and requested_by = ${userId} and state = 'open' and expires_at <= now()`);
  const withdrawn = await tx.execute<Withdrawn>(sql`
    update requests set state = 'withdrawn'
    where account_id = ${accountId} and requested_by = ${userId} and state = 'open'
    returning id::text, kind, object_id::text, environment, version`);
  const records = withdrawn.map(({ id, kind, object_id, environment, version }) => ({
    subjectId: object_id,
    record: {
      action: "request.withdrawn" as const,
      data: { requestId: id, kind, environment, version, requestedBy: userId },
    },
  }));
  await recordEach(tx, { accountId, actorId }, records);
  return withdrawn.length;
}

/**
 * Asks who takes over a connection what only the user was asked about it, and asks the user nothing any more where
 * somebody else is left. Gives how many requests each person got.
 */
export async function handRequestsOver(
  tx: Transaction,
  { accountId, userId }: Leaver,
  handOvers: readonly HandOver[],
): Promise<ReadonlyMap<string, number>> {
  const asked = await tx.execute<{ user_id: string }>(sql`
    insert into request_people (account_id, request_id, user_id)
    select distinct r.account_id, r.id, h."to"
    from requests r
    join request_people p on p.request_id = r.id and p.user_id = ${userId}
    join connections c on c.account_id = r.account_id and c.environment = r.environment and c.connector = r.connector
    join ${handOverRows(handOvers)} on h.id = c.id
    where r.account_id = ${accountId} and r.state = 'open' and r.expires_at > now()
      and r.requested_by not in (h."to", ${userId}) and ${onlyTheirs(userId)}
      -- Where something is bound, its connection is what the question is about.
      and not exists (
        select from object_bindings b
        where b.object_id = r.object_id and b.environment = r.environment and b.connection_id <> c.id
          and b.connection_id in (select h.id from ${handOverRows(handOvers)})
      )
    on conflict do nothing
    returning user_id::text`);
  await tx.execute(sql`
    delete from request_people p using requests r
    where p.account_id = ${accountId} and p.user_id = ${userId} and r.id = p.request_id and r.state = 'open'
      and r.expires_at > now() and exists (
      select from request_people q join users u on u.id = q.user_id and u.status = 'active'
      where q.request_id = r.id and q.user_id <> ${userId}
    )`);
  const counts = new Map<string, number>();
  for (const { user_id } of asked) counts.set(user_id, (counts.get(user_id) ?? 0) + 1);
  return counts;
}

/** Ends the open invitations that a user made, or makes them somebody else's; none of their own links works any more. */
export async function endLinksOf(
  tx: Transaction,
  { accountId, userId }: Leaver,
  { actorId, invitations }: { actorId: string } & Pick<Choices, "invitations">,
): Promise<void> {
  const change =
    invitations === "keep" ? sql`invited_by = ${actorId}` : sql`withdrawn_at = now(), withdrawn_by = ${actorId}`;
  await tx.execute(sql`
    update invitations set ${change}
    where account_id = ${accountId} and invited_by = ${userId} and accepted_at is null and withdrawn_at is null`);
  await tx.execute(sql`
    update password_resets set expires_at = least(expires_at, now())
    where account_id = ${accountId} and user_id = ${userId} and used_at is null`);
}
