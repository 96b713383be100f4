import type postgres from "postgres";

/** Of the leaver: alone, given to the receiver; alone, left without an admin; shared with a colleague. */
export const parts = { handedOver: 3_000, leftWithout: 1_000, shared: 1_000 } as const;
const theirs = parts.handedOver + parts.leftWithout + parts.shared;
/** Of others, in the same tables. */
const others = 20_000;

export type Leaving = {
  accountId: string;
  superAdmin: string;
  leaver: string;
  receiver: string;
  colleague: string;
  /** Lists 60 connections of the colleague's meanwhile. */
  reader: string;
  leftWithout: readonly string[];
};

/** Somebody with 5 000 connections among 25 000, about to leave. */
export async function fillLeaving(sql: postgres.Sql, keyId: string): Promise<Leaving> {
  const [account] = await sql`insert into accounts (id, name) values (gen_random_uuid(), 'Norrvik') returning id`;
  const accountId = String(account?.id);
  const people = await sql`
    insert into users (id, account_id, name, email, role)
    select gen_random_uuid(), ${accountId}, name, name || '@norrvik.example',
      case name when 'super-admin' then 'super_admin' else 'member' end
    from unnest(${["super-admin", "leaver", "receiver", "colleague", "reader"]}::text[]) name returning id, name`;
  const id = (name: string) => String(people.find((person) => person.name === name)?.id);
  await sql`
    insert into connections (id, account_id, environment, connector, name, name_key, details, address, created_by,
      created_at, modified_at, admin_count, credentials_key_id)
    select gen_random_uuid(), ${accountId}, 'development', 'postgresql', name, lower(name), '{}', 'db.norrvik.example:5432/orders',
      case when n <= ${theirs} then ${id("leaver")}::uuid else ${id("colleague")}::uuid end, at, at,
      case when n between ${parts.handedOver + parts.leftWithout + 1} and ${theirs} then 2 else 1 end, ${keyId}
    from generate_series(1, ${theirs + others}::int) n
    cross join lateral (select 'Orders ' || md5(n::text) as name, timestamptz '2024-01-01' + interval '1 minute' * n as at) made`;
  await sql`
    insert into connection_admins (account_id, connection_id, user_id, added_at)
    select account_id, id, created_by, created_at from connections where account_id = ${accountId}`;
  await sql`
    insert into connection_admins (account_id, connection_id, user_id, added_at)
    select account_id, id, ${id("colleague")}, created_at from connections
    where account_id = ${accountId} and admin_count = 2`;
  await sql`
    insert into connection_admins (account_id, connection_id, user_id, added_at)
    select account_id, id, ${id("reader")}, created_at from connections
    where account_id = ${accountId} and created_by = ${id("colleague")} order by id limit 60`;
  const left = await sql`
    select id from connections where account_id = ${accountId} and admin_count = 1 and created_by = ${id("leaver")}
    order by id limit ${parts.leftWithout}`;
  await settleCounts(sql);
  await sql`vacuum analyze`;
  return {
    accountId,
    superAdmin: id("super-admin"),
    leaver: id("leaver"),
    receiver: id("receiver"),
    colleague: id("colleague"),
    reader: id("reader"),
    leftWithout: left.map((row) => String(row.id)),
  };
}

/** The same rows as the command writes, by somebody who knows beforehand which they are: no look, no lock, no record. */
export async function rawUpdates(sql: postgres.Sql, { leaver, receiver, superAdmin, leftWithout }: Leaving) {
  await sql.begin(async (tx) => {
    await tx`
      update connections set admin_count = admin_count - 1
      where id in (select connection_id from connection_admins where user_id = ${leaver})
        and (admin_count = 2 or id = any(${[...leftWithout]}::uuid[]))`;
    await tx`
      insert into connection_admins (account_id, connection_id, user_id, added_by, added_at)
      select a.account_id, a.connection_id, ${receiver}, ${superAdmin}, now()
      from connection_admins a join connections c on c.id = a.connection_id
      where a.user_id = ${leaver} and c.admin_count = 1 and not exists (
        select from connection_admins o where o.connection_id = c.id and o.user_id <> a.user_id
      )`;
    await tx`delete from connection_admins where user_id = ${leaver}`;
    await tx`update users set status = 'deactivated', session_epoch = session_epoch + 1 where id = ${leaver}`;
  });
}

/** As if nobody had left, with nothing dead in the way of the next turn. */
export async function bringBack(sql: postgres.Sql, { accountId, leaver, receiver }: Leaving): Promise<void> {
  await sql`update users set status = 'active' where id = ${leaver}`;
  await sql`delete from connection_admins where user_id = ${receiver}`;
  await sql`
    insert into connection_admins (account_id, connection_id, user_id, added_at)
    select account_id, id, created_by, created_at from connections where account_id = ${accountId} and created_by = ${leaver}`;
  await settleCounts(sql);
  await sql`delete from notices`;
  await sql`delete from audit_events`;
  await sql`vacuum analyze`;
}

async function settleCounts(sql: postgres.Sql): Promise<void> {
  await sql`
    update connections c set admin_count = a.admins
    from (select connection_id, count(*)::int as admins from connection_admins group by connection_id) a
    where a.connection_id = c.id and c.admin_count <> a.admins`;
}
