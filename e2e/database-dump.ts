import { sql } from "drizzle-orm";
import { db } from "@/db/client";

async function tables(): Promise<{ schema: string; name: string; hasAccount: boolean }[]> {
  const found = await db().execute<{ schema: string; name: string; has_account: boolean }>(sql`
    select t.table_schema as schema, t.table_name as name, exists (
      select from information_schema.columns c
      where (c.table_schema, c.table_name, c.column_name) = (t.table_schema, t.table_name, 'account_id')
    ) as has_account
    from information_schema.tables t
    where t.table_type = 'BASE TABLE' and t.table_schema not in ('pg_catalog', 'information_schema')
    order by 1, 2`);
  return found.map(({ schema, name, has_account }) => ({ schema, name, hasAccount: has_account }));
}

/** Every row of every table as text, whoever owns it. */
export async function dumpDatabase(): Promise<string> {
  return dump(await tables(), () => sql`true`);
}

/** Everything that an account has, as text: equal before and after means that nothing changed. */
export async function dumpAccount(accountId: string): Promise<string> {
  const owned = (await tables()).filter(({ hasAccount }) => hasAccount);
  return dump(owned, () => sql`account_id = ${accountId}`);
}

async function dump(from: { schema: string; name: string }[], where: () => ReturnType<typeof sql>): Promise<string> {
  const texts: string[] = [];
  for (const { schema, name } of from) {
    const table = sql`${sql.identifier(schema)}.${sql.identifier(name)}`;
    // When a right was last used is written a while after its use, whatever is asked meanwhile.
    const rows = await db().execute<{ row: string }>(
      sql`select (to_jsonb(t) - 'last_used_at')::text as row from ${table} t where ${where()} order by 1`,
    );
    texts.push(`-- ${name}`, ...rows.map(({ row }) => row));
  }
  return texts.join("\n");
}
