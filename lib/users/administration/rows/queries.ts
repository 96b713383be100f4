import { and, asc, desc, getTableColumns, type SQL, sql } from "drizzle-orm";
import { type Database, db } from "@/db/client";
import { connectionAdmins, users } from "@/db/schema";
import { lastSignIn } from "@/db/schema/users";
import { inForce } from "../../../connections/queries";
import type { Actor } from "../../../policy";
import type { Cursor } from "../cursor";
import { inFilters, matching, patternOf, type Search, searchOf } from "../filters/queries";
import { type ListUsersInput, type UserSort, usersPageSize } from "../schema";

const sorted = {
  name: sql`${users.searchKey}`,
  last_sign_in: lastSignIn(users.lastSignInAt),
} as const satisfies Record<UserSort, SQL>;

const connectionCount = sql`(
  select count(*)::int from ${connectionAdmins} where ${connectionAdmins.userId} = ${users.id} and ${inForce}
)`;
const appCount = sql`(select count(*)::int from app_members m where m.user_id = ${users.id})`;

// Inside another template, because drizzle takes the table's name off columns that stand in a selection themselves.
export const columns = {
  id: users.id,
  name: users.name,
  email: users.email,
  role: users.role,
  roleFrom: users.roleFrom,
  status: users.status,
  lastSignInAt: users.lastSignInAt,
  searchKey: users.searchKey,
  connectionCount: sql<number>`${connectionCount}`,
  appCount: sql<number>`${appCount}`,
};

/** One more than a page has, to know whether it goes on. */
const firstRows = usersPageSize + 1;

export type StoredRow = Awaited<ReturnType<typeof selectRows>>[number];
type Place = { cursor: Cursor | null; backwards: boolean };

/** A page of rows and one more, beyond the cursor in the direction of reading. */
export function selectRows(actor: Actor, input: ListUsersInput, { cursor, backwards }: Place) {
  const { sort, role, status } = input;
  const ascending = (input.direction === "asc") !== backwards;
  const shape = { sort, role, status, ascending, hasCursor: cursor !== null, search: searchOf(input.q) };
  const values = { accountId: actor.accountId, value: cursor?.value, after: cursor?.id, text: patternOf(input.q) };
  return remembered(shape).execute(values);
}

type Shape = Pick<ListUsersInput, "sort" | "role" | "status"> & {
  ascending: boolean;
  hasCursor: boolean;
  search: Search;
};

/** Values of every page, by their places in its statement. */
const at = {
  accountId: sql.placeholder("accountId"),
  value: sql.placeholder("value"),
  after: sql.placeholder("after"),
  text: sql.placeholder("text"),
};

const statements = new WeakMap<Database, Map<string, ReturnType<typeof prepareRows>>>();

/** There are few of them: putting their text together, and planning them, costs as much as running them. */
function remembered(shape: Shape): ReturnType<typeof prepareRows> {
  const known = statements.get(db()) ?? new Map<string, ReturnType<typeof prepareRows>>();
  statements.set(db(), known);
  const key = Object.values(shape).join();
  const statement = known.get(key) ?? prepareRows(shape);
  known.set(key, statement);
  return statement;
}

function prepareRows(shape: Shape) {
  // Under the table's own name, so that columns and order are those of the table.
  const found = db().$with("users", getTableColumns(users)).as(searched(shape));
  const query =
    shape.search === "none"
      ? db().select(columns).from(users).where(conditions(shape))
      : db().with(found).select(columns).from(found);
  return query.orderBy(inOrder(shape, firstRows)).prepare("users");
}

/** How far a search walks along the list before it asks the index of texts. */
const walkedRows = 300;
/** More than any account has: PostgreSQL's largest integer. */
const everybody = 2_147_483_647;

/**
 * What a search finds, in the place of the table. What many match is soon found by walking along the list, what few match
 * by the index of texts. The planner takes them to be spread evenly, but everybody called Goran stands in one place, 85 000
 * names and 120 ms away. So the walk is bounded, and only where it finds no whole page is the index asked; the limit
 * keeps that apart, or the planner would walk after all.
 */
function searched(shape: Shape): SQL {
  const matches = sql`${users.searchKey} like ${at.text}`;
  return sql`
    with near as materialized (
      select * from (select * from users where ${conditions(shape)} order by ${inOrder(shape, walkedRows)}) users
      where ${matches} order by ${inOrder(shape, firstRows)}
    )
    select * from near where (select count(*) from near) = ${literal(firstRows)}
    union all
    select * from (
      select * from users where (select count(*) from near) < ${literal(firstRows)} and ${conditions(shape)} and ${matching(shape.search, at.text)}
      limit ${literal(everybody)}
    ) users`;
}

function conditions({ sort, ascending, hasCursor, ...filters }: Shape): SQL | undefined {
  return and(
    sql`${users.accountId} = ${at.accountId}`,
    inFilters(filters),
    hasCursor ? past(sort, ascending) : undefined,
  );
}

function inOrder({ sort, ascending }: Shape, limit: number): SQL {
  const direction = ascending ? asc : desc;
  return sql`${direction(sorted[sort])}, ${direction(users.id)} limit ${literal(limit)}`;
}

/** Written out: with a parameter for a limit PostgreSQL plans a prepared statement anew at every execution. */
function literal(rows: number): SQL {
  return sql.raw(String(rows));
}

/** Rows after the cursor in the direction of reading, as a row comparison that the sort's index answers. */
function past(sort: UserSort, ascending: boolean): SQL {
  const bound = sort === "name" ? sql`${at.value}` : sql`${at.value}::timestamptz`;
  return sql`(${sorted[sort]}, ${users.id}) ${ascending ? sql`>` : sql`<`} (${bound}, ${at.after}::uuid)`;
}
