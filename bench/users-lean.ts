import type postgres from "postgres";
import type { ListUsersInput } from "@/lib/users/administration/schema";

type Asked = { accountId: string; input: ListUsersInput };

/** The leanest SQL for a page of users: what the table shows of 51 rows, in one statement. */
export async function leanPage(sql: postgres.Sql, { accountId, input }: Asked): Promise<string[]> {
  const sorted = input.sort === "name" ? sql`u.search_key` : sql`coalesce(u.last_sign_in_at, '-infinity'::timestamptz)`;
  const isUp = input.direction === "asc";
  const [value, id] = cursorOf(input.after);
  const bound = input.sort === "name" ? sql`${value ?? ""}` : sql`${value ?? ""}::text::timestamptz`;
  const beyond =
    value === undefined ? sql`` : sql`and (${sorted}, u.id) ${isUp ? sql`>` : sql`<`} (${bound}, ${id ?? ""})`;
  const rows = await sql`
    select u.id, u.name, u.email, u.role, u.role_from, u.status, u.last_sign_in_at, u.search_key,
      (select count(*)::int from connection_admins a
        where a.user_id = u.id and (a.ends_at is null or a.ends_at > now())) as connections,
      (select count(*)::int from app_members m where m.user_id = u.id) as apps
    from users u where u.account_id = ${accountId} ${filtered(sql, input)} ${beyond}
    order by ${sorted} ${isUp ? sql`asc` : sql`desc`}, u.id ${isUp ? sql`asc` : sql`desc`} limit 51`;
  return rows.slice(0, 50).map((row) => String(row.id));
}

/** The leanest SQL for the four numbers beside a page, each counted up to 1 001. */
export async function leanCounts(sql: postgres.Sql, { accountId, input }: Asked): Promise<void> {
  const counted = (where: postgres.PendingQuery<postgres.Row[]>) =>
    sql`(select count(*)::int from (select from users u where u.account_id = ${accountId} ${where} limit 1001) found)`;
  await sql`
    select ${counted(filtered(sql, input))} as total, ${counted(sql`and status = 'active'`)} as active,
      ${counted(sql`and status = 'deactivated'`)} as deactivated,
      ${counted(sql`and role = 'super_admin' and status = 'active'`)} as super_admins`;
}

function filtered(sql: postgres.Sql, { role, status, q }: ListUsersInput) {
  const ofRole = { all: sql``, member: sql`and role = 'member'`, super_admin: sql`and role = 'super_admin'` };
  const ofStatus = { all: sql``, active: sql`and status = 'active'`, deactivated: sql`and status = 'deactivated'` };
  return sql`${ofRole[role]} ${ofStatus[status]} ${q === "" ? sql`` : sql`and u.search_key like ${`%${q}%`}`}`;
}

function cursorOf(after: string | undefined): string[] {
  if (after === undefined) return [];
  const parsed: unknown = JSON.parse(Buffer.from(after, "base64url").toString());
  return Array.isArray(parsed) ? parsed.slice(1).map(String) : [];
}
