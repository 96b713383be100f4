import type postgres from "postgres";
import type { Account } from "./list-data";

type Asked = { account: Account; actorId: string; isMember: boolean };

/** The column that each order sorts by. */
const columns: Record<string, string> = {
  name: "name_key",
  connector: "connector",
  created_at: "created_at",
  modified_at: "modified_at",
  shared_with: "admin_count",
  objects: "linked_object_count",
};

/** The leanest SQL for a page: what the table shows of 51 rows, newest or largest first, in one statement. */
export async function leanPage(
  sql: postgres.Sql,
  { account, actorId, isMember, sort, after }: Asked & { sort: string; after: string | undefined },
): Promise<string[]> {
  const column = sql(columns[sort] ?? "");
  const [value, id] = cursorOf(after);
  const beyond =
    value === undefined
      ? sql``
      : sql`and (c.${column}, c.id) < (${value}${sort.endsWith("_at") ? sql`::timestamptz` : sql``}, ${id ?? ""})`;
  const rows = await select(sql, { account, actorId, isMember }, beyond, sql`c.${column} desc, c.id desc`);
  return rows.slice(0, 50).map((row) => String(row.id));
}

/** The same for a substring of the name. */
export async function leanSearch(sql: postgres.Sql, { q, ...asked }: Asked & { q: string }): Promise<string[]> {
  const found = sql`and c.name_key like ${`%${q}%`}`;
  const rows = await select(sql, asked, found, sql`c.modified_at desc, c.id desc`);
  return rows.slice(0, 50).map((row) => String(row.id));
}

function select(
  sql: postgres.Sql,
  { account, actorId, isMember }: Asked,
  where: postgres.PendingQuery<postgres.Row[]>,
  order: postgres.PendingQuery<postgres.Row[]>,
) {
  const from = isMember
    ? sql`from connection_admins m join connections c on c.id = m.connection_id where m.user_id = ${actorId} and ${inForce(sql, "m")} and`
    : sql`from connections c where`;
  const nameOfP = sql`(select u.name from users u where u.id = p.user_id)`;
  return sql`
    select c.id, c.name, c.connector, c.environment, c.address, c.created_at, c.modified_at, c.admin_count,
      c.linked_object_count, c.credentials_state, c.credentials_key_id,
      ${isMember ? sql`true` : sql`exists (select from connection_admins a where a.connection_id = c.id and a.user_id = ${actorId} and ${inForce(sql, "a")})`} as own,
      (select json_agg(case when p.reason is null then json_build_object('id', p.user_id, 'name', ${nameOfP})
        else json_build_object('id', p.user_id, 'name', ${nameOfP}, 'endsAt', p.ends_at) end) from (
        select a.user_id, a.reason, a.ends_at from connection_admins a where a.connection_id = c.id and ${inForce(sql, "a")}
        order by a.user_id <> ${actorId}, a.ends_at is null, a.added_at, a.user_id limit 8) p) as people
    ${from} c.account_id = ${account.accountId} and c.environment = 'development' ${where}
    order by ${order} limit 51`;
}

/** Whose share is over is none of the people that the table shows. */
function inForce(sql: postgres.Sql, of: "a" | "m") {
  return sql`(${sql(of)}.ends_at is null or ${sql(of)}.ends_at > now())`;
}

function cursorOf(after: string | undefined): (string | number | undefined)[] {
  if (after === undefined) return [];
  const parsed: unknown = JSON.parse(Buffer.from(after, "base64url").toString());
  if (!Array.isArray(parsed)) return [];
  return parsed.slice(1).map((part: unknown) => (typeof part === "number" ? part : String(part)));
}
