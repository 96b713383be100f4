import postgres from "postgres";

export type UserAccount = { size: number; superAdmin: string; accountId: string };

/**
 * An account of so many users: 20 super admins, one in twenty deactivated, a third who never signed in. Everybody has three
 * connections and two apps, so that only the number of users differs.
 */
export async function fillUsers(url: string, size: number): Promise<UserAccount> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  // The rows are right as they are made: looking up every foreign key would take longer than all the rest.
  await sql`set session_replication_role = replica`;
  const account = await fillAccount(sql, size);
  await sql`vacuum analyze`;
  await sql.end();
  return account;
}

async function fillAccount(sql: postgres.Sql, size: number): Promise<UserAccount> {
  const [account] =
    await sql`insert into accounts (id, name) values (gen_random_uuid(), ${`Account of ${size}`}) returning id`;
  const accountId = String(account?.id);
  await sql`
    insert into users (id, account_id, name, email, role, status, deactivated_at, last_sign_in_at)
    select gen_random_uuid(), ${accountId},
      (array['Ada', 'Bo', 'Chidi', 'Dalia', 'Emre', 'Freya', 'Goran'])[1 + n % 7] || ' ' || md5(n::text),
      'person-' || n || '@' || ${`${size}.example`},
      case when n % ${Math.floor(size / 20)}::int = 0 then 'super_admin' else 'member' end,
      case when n % 20 = 7 then 'deactivated' else 'active' end,
      case when n % 20 = 7 then timestamptz '2026-01-01' end,
      case when n % 3 > 0 then timestamptz '2024-01-01' + interval '1 minute' * (n * 7919 % 1000003) end
    from generate_series(1, ${size}::int) n`;
  await sql`
    insert into connection_admins (account_id, connection_id, user_id, added_at)
    select account_id, gen_random_uuid(), id, timestamptz '2025-01-01' from users cross join generate_series(1, 3)
    where account_id = ${accountId}`;
  await sql`
    insert into app_members (account_id, app_id, user_id, level, added_at)
    select account_id, gen_random_uuid(), id, 'use', timestamptz '2025-01-01' from users cross join generate_series(1, 2)
    where account_id = ${accountId}`;
  const [superAdmin] = await sql`
    select id from users where account_id = ${accountId} and role = 'super_admin' and status = 'active' limit 1`;
  return { size, superAdmin: String(superAdmin?.id), accountId };
}
