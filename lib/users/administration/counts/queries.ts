import { and, type SQL, sql } from "drizzle-orm";
import { type Database, db } from "@/db/client";
import { users } from "@/db/schema";
import { countCap } from "../../../connections/schema";
import type { Actor } from "../../../policy";
import { inFilters, matching, patternOf, type Search, searchOf } from "../filters/queries";
import type { ListUsersInput } from "../schema";

type Shape = Pick<ListUsersInput, "role" | "status"> & { search: Search };

const statements = new WeakMap<Database, Map<string, ReturnType<typeof prepareCounts>>>();

/** How many match, and how many there are of each kind, each counted to one beyond the cap. */
export async function selectCounts(actor: Actor, { role, status, q }: ListUsersInput) {
  const known = statements.get(db()) ?? new Map<string, ReturnType<typeof prepareCounts>>();
  statements.set(db(), known);
  const shape = { role, status, search: searchOf(q) };
  const key = Object.values(shape).join();
  const statement = known.get(key) ?? prepareCounts(shape);
  known.set(key, statement);
  const [counts] = await statement.execute({ accountId: actor.accountId, text: patternOf(q) });
  if (counts === undefined) throw new Error("A count gave no row.");
  return counts;
}

function prepareCounts({ search, ...filters }: Shape) {
  return db()
    .select({
      total: counted(and(inFilters(filters), matching(search, sql.placeholder("text")))),
      active: counted(inFilters({ role: "all", status: "active" })),
      deactivated: counted(inFilters({ role: "all", status: "deactivated" })),
      superAdmins: counted(inFilters({ role: "super_admin", status: "active" })),
    })
    .from(sql`(select) nothing`)
    .prepare("user_counts");
}

function counted(where: SQL | undefined): SQL<number> {
  const found = db()
    .select({ one: sql`1` })
    .from(users)
    .where(and(sql`${users.accountId} = ${sql.placeholder("accountId")}`, where));
  return sql<number>`(select count(*)::int from (${found.getSQL()}${sql.raw(` limit ${countCap + 1}`)}) found)`;
}
