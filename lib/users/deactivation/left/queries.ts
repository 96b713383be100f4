import { type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { nameKey } from "../../../connections/schema";
import { knownConnector } from "../../../connections/status";
import { containing } from "../../../like";
import type { Environment } from "../../../policy";
import {
  type LeftApp,
  type LeftAppsInput,
  type LeftBehind,
  type LeftConnection,
  type LeftConnectionsInput,
  type LeftPage,
  leftPageSize,
  type Named,
  namedLimit,
} from "../schema";

// What a user leaves behind, list by list. The callers have checked that the actor administers users.

export type Leaver = { accountId: string; userId: string };

/** The connections that the user alone administers without an end, as rows of `c`. */
export const soleConnections = ({ accountId, userId }: Leaver) => sql`
  from connection_admins a join connections c on c.id = a.connection_id
  where a.account_id = ${accountId} and a.user_id = ${userId} and a.ends_at is null and c.admin_count = 1`;

/** The apps that no other active user manages, as rows of `p`. */
export const soleApps = ({ accountId, userId }: Leaver) => sql`
  from app_members m join apps p on p.id = m.app_id
  where m.account_id = ${accountId} and m.user_id = ${userId} and m.level = 'manage' and not exists (
    select from app_members o join users u on u.id = o.user_id
    where o.app_id = m.app_id and o.level = 'manage' and o.user_id <> m.user_id and u.status = 'active'
  )`;

const rank = (environment: SQL) => sql`case ${environment} when 'production' then 1 when 'test' then 2 else 3 end`;

/** A page of them: Production first, then by name. */
export async function listLeftConnections(
  accountId: string,
  { userId, q, after }: LeftConnectionsInput,
): Promise<LeftPage<LeftConnection>> {
  const place = sql`(${rank(sql`c.environment`)}, c.name_key, c.id)`;
  const beyond =
    after === null
      ? sql``
      : sql`and ${place} > (${rank(sql`${after.environment}::text`)}, ${after.nameKey}, ${after.id}::uuid)`;
  const rows = await db().execute<{
    id: string;
    name: string;
    name_key: string;
    environment: Environment;
    connector: string;
    linked_object_count: number;
  }>(sql`
    select c.id::text, c.name, c.name_key, c.environment, c.connector, c.linked_object_count
    ${soleConnections({ accountId, userId })} ${matching(sql`c.name_key`, q)} ${beyond}
    order by ${place} limit ${leftPageSize + 1}`);
  const listed = rows.map((row) => ({
    id: row.id,
    name: row.name,
    nameKey: row.name_key,
    environment: row.environment,
    connector: knownConnector(row.connector),
    objectCount: row.linked_object_count,
  }));
  return pageOf(listed);
}

/** A page of them by name. */
export async function listLeftApps(accountId: string, { userId, q, after }: LeftAppsInput): Promise<LeftPage<LeftApp>> {
  const beyond = after === null ? sql`` : sql`and (p.name_key, p.id) > (${after.nameKey}, ${after.id}::uuid)`;
  const rows = await db().execute<{
    id: string;
    name: string;
    name_key: string;
    objects: number;
    members: number;
  }>(sql`
    select p.id::text, p.name, p.name_key,
      (select count(*)::int from external_data_objects o where o.account_id = p.account_id and o.app_id = p.id) objects,
      (select count(*)::int from app_members o where o.app_id = p.id and o.user_id <> ${userId}) members
    ${soleApps({ accountId, userId })} ${matching(sql`p.name_key`, q)} ${beyond}
    order by p.name_key, p.id limit ${leftPageSize + 1}`);
  const listed = rows.map((row) => ({
    id: row.id,
    name: row.name,
    nameKey: row.name_key,
    objectCount: row.objects,
    members: row.members,
  }));
  return pageOf(listed);
}

function pageOf<Row>(rows: readonly Row[]): LeftPage<Row> {
  return { rows: rows.slice(0, leftPageSize), more: rows.length > leftPageSize };
}

function matching(column: SQL, q: string): SQL {
  const wanted = nameKey(q);
  return wanted === "" ? sql`` : sql`and ${column} like ${containing(wanted)}`;
}

type Counted<Row> = Row & { total: number };

function named<Row extends object>(rows: readonly Counted<Row>[]): Named<Omit<Counted<Row>, "total">> {
  return { total: rows[0]?.total ?? 0, some: rows.map(({ total, ...row }) => row) };
}

const firstOf = sql`limit ${namedLimit}`;

/** Drafts that they began, in apps of theirs or not. */
export async function draftsOf({ accountId, userId }: Leaver): Promise<LeftBehind["drafts"]> {
  const rows = await db().execute<Counted<LeftBehind["drafts"]["some"][number]>>(sql`
    select o.id::text, o.name, p.id::text as "appId", p.name as app, count(*) over ()::int as total,
      case when exists (select from object_versions v where v.object_id = o.id) then 'edit' else 'object' end as begun
    from external_data_objects o join apps p on p.id = o.app_id
    where o.account_id = ${accountId} and o.draft_begun_by = ${userId}
    order by p.name_key, o.name, o.id ${firstOf}`);
  return named(rows);
}

/** Open requests that they made. */
export async function requestsMadeBy({ accountId, userId }: Leaver): Promise<LeftBehind["requestsMade"]> {
  const rows = await db().execute<Counted<LeftBehind["requestsMade"]["some"][number]>>(sql`
    select r.id::text, o.name as object, p.name as app, r.environment, r.kind, count(*) over ()::int as total
    from requests r
    join external_data_objects o on o.id = r.object_id
    join apps p on p.id = o.app_id
    where r.account_id = ${accountId} and r.requested_by = ${userId} and r.state = 'open' and r.expires_at > now()
    order by r.requested_at desc, r.id ${firstOf}`);
  return named(rows);
}

/** Whether nobody else who is asked by the row of `r` could answer it. Names the leaver by their id. */
export const onlyTheirs = (userId: string) => sql`not exists (
  select from request_people q
  join users u on u.id = q.user_id and u.status = 'active'
  join connection_admins a on a.user_id = q.user_id and (a.ends_at is null or a.ends_at > statement_timestamp())
  join connections f on f.id = a.connection_id and f.environment = r.environment and f.connector = r.connector
  where q.request_id = r.id and q.user_id <> ${userId}
)`;

/** Open requests that ask them, and nobody else who could answer. */
export async function requestsForOnly({ accountId, userId }: Leaver): Promise<LeftBehind["requestsToAnswer"]> {
  const rows = await db().execute<Counted<LeftBehind["requestsToAnswer"]["some"][number]>>(sql`
    select r.id::text, o.name as object, asker.name as by, r.environment, count(*) over ()::int as total, (
      select count(*)::int ${soleConnections({ accountId, userId })}
        and c.environment = r.environment and c.connector = r.connector
    ) as fitting
    from requests r
    join request_people p on p.request_id = r.id and p.user_id = ${userId}
    join external_data_objects o on o.id = r.object_id
    join users asker on asker.id = r.requested_by and asker.status = 'active'
    where r.account_id = ${accountId} and r.state = 'open' and r.expires_at > now() and r.requested_by <> ${userId}
      and ${onlyTheirs(userId)}
    order by r.requested_at desc, r.id ${firstOf}`);
  return named(rows);
}

/** Open invitations that they made. */
export async function invitationsOf({ accountId, userId }: Leaver): Promise<LeftBehind["invitations"]> {
  const rows = await db().execute<Counted<LeftBehind["invitations"]["some"][number]>>(sql`
    select id::text, email, count(*) over ()::int as total from invitations
    where account_id = ${accountId} and invited_by = ${userId}
      and accepted_at is null and withdrawn_at is null and expires_at > now()
    order by invited_at desc, id ${firstOf}`);
  return named(rows);
}
