import postgres from "postgres";

export type Account = { size: number; superAdmin: string; member: string; accountId: string };

/** Connections that the member sees, whatever the size of the account. */
export const seenByMember = 60;

/**
 * Three accounts of 100, 5 000 and 100 000 connections of Development: one to five admins each, dates over two years,
 * 60 of them shared with the member. Secrets are left out: a list never touches them.
 */
export async function fillAccounts(url: string, keyId: string): Promise<Account[]> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  // The rows are right as they are made: looking up every foreign key would take longer than all the rest.
  await sql`set session_replication_role = replica`;
  const accounts: Account[] = [];
  for (const size of [100, 5_000, 100_000]) accounts.push(await fillAccount(sql, size, keyId));
  await sql`vacuum analyze`;
  await sql.end();
  return accounts;
}

async function fillAccount(sql: postgres.Sql, size: number, keyId: string): Promise<Account> {
  const [account] =
    await sql`insert into accounts (id, name) values (gen_random_uuid(), ${`Account of ${size}`}) returning id`;
  const accountId = String(account?.id);
  const people = await sql`
    insert into users (id, account_id, name, email, role)
    select gen_random_uuid(), ${accountId}, 'Person ' || n, 'person-' || n || '@' || ${`${size}.example`},
      case n when 0 then 'super_admin' else 'member' end
    from generate_series(0, 201) n returning id, name`;
  const id = (n: number) => String(people.find(({ name }) => name === `Person ${n}`)?.id);
  const colleagues = people.map((person) => String(person.id)).filter((one) => one !== id(0) && one !== id(1));
  const step = Math.floor(size / seenByMember);
  await sql`
    create temporary table made as
    select gen_random_uuid() as id, n, n % 5 + 1 as admins, n % ${step} = 0 and n <= ${step * seenByMember} as shared,
      (array['Orders', 'Ledger', 'Returns', 'Stock', 'Tariffs'])[1 + n % 5] || ' ' || md5(n::text) as name,
      timestamptz '2024-01-01' + interval '1 minute' * (n * 7919 % 1000003) as at
    from generate_series(1, ${size}::int) n`;
  await sql`
    insert into connections (id, account_id, environment, connector, name, name_key, details, address, created_by,
      created_at, modified_at, admin_count, linked_object_count, credentials_key_id)
    select id, ${accountId}, 'development', 'postgresql', name, lower(name), '{}', 'db.norrvik.example:5432/orders',
      (${colleagues}::uuid[])[1 + n % 200], at, at + interval '1 hour' * (n % 2000), admins + shared::int, n % 17, ${keyId}
    from made`;
  await sql`
    insert into connection_admins (account_id, connection_id, user_id, added_at)
    select ${accountId}, id, (${colleagues}::uuid[])[1 + (n + further * 13) % 200], at + interval '1 day' * further
    from made cross join lateral generate_series(0, admins - 1) further`;
  await sql`
    insert into connection_admins (account_id, connection_id, user_id, added_at)
    select ${accountId}, id, ${id(1)}, at from made where shared`;
  await sql`drop table made`;
  return { size, superAdmin: id(0), member: id(1), accountId };
}
