import { and, asc, desc, eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import { type Database, db } from "@/db/client";
import { connectionAdmins, users } from "@/db/schema";
import { lastSignIn } from "@/db/schema/users";
import { inForce } from "../../connections/queries";
import { type CappedCount, countCap } from "../../connections/schema";
import { AppError } from "../../errors";
import { containing } from "../../like";
import { type Actor, authorizeUserAdministration } from "../../policy";
import { providedRoleRefusal } from "../oidc/roles/provided-role";
import { type Cursor, never, readCursor, writeCursor } from "./cursor";
import {
  type ListUsersInput,
  type UserDetail,
  type UserRow,
  type UserSort,
  type UsersPage,
  usersPageSize,
} from "./schema";

const sorted = {
  name: sql`${users.searchKey}`,
  last_sign_in: lastSignIn(users.lastSignInAt),
} as const satisfies Record<UserSort, SQL>;

const connectionCount = sql`(
  select count(*)::int from ${connectionAdmins} where ${connectionAdmins.userId} = ${users.id} and ${inForce}
)`;
const appCount = sql`(select count(*)::int from app_members m where m.user_id = ${users.id})`;

// Inside another template, because drizzle takes the table's name off columns that stand in a selection themselves.
const columns = {
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

/** The account's users: a page of rows, and counts beside it. Throws AppError `forbidden`. */
export async function listUsers(actor: Actor, input: ListUsersInput): Promise<UsersPage> {
  authorizeUserAdministration(actor);
  const [page, { total, ...counts }] = await Promise.all([loadPage(actor, input), countUsers(actor, input)]);
  const isOnlyOne = counts.superAdmins.count === 1;
  return { ...page, rows: page.rows.map((row) => toRow(actor, row, isOnlyOne)), total, counts };
}

type Page = Pick<UsersPage, "next" | "previous"> & { rows: readonly StoredRow[] };

/** One round trip: a page of rows. The caller has checked that the actor may see them. */
export async function loadPage(actor: Actor, input: ListUsersInput): Promise<Page> {
  const after = readCursor(input.sort, input.after);
  const before = after === null ? readCursor(input.sort, input.before) : null;
  const found = await selectRows(actor, input, { cursor: after ?? before, backwards: before !== null });
  const more = found.length > usersPageSize;
  const kept = found.slice(0, usersPageSize);
  // Nothing further back, or nothing left after: the first page says more than a short or an empty one.
  if ((before !== null && !more) || (after !== null && kept.length === 0)) {
    return loadPage(actor, { ...input, after: undefined, before: undefined });
  }
  if (before !== null) kept.reverse();
  const [first, last] = [kept[0], kept.at(-1)];
  const cursorAt = (row: StoredRow) => writeCursor(input.sort, { value: sortedValue(input.sort, row), id: row.id });
  return {
    rows: kept,
    next: last !== undefined && (before !== null || more) ? cursorAt(last) : null,
    previous: first !== undefined && (after !== null || before !== null) ? cursorAt(first) : null,
  };
}

type StoredRow = Awaited<ReturnType<typeof selectRows>>[number];

function sortedValue(sort: UserSort, { searchKey, lastSignInAt }: StoredRow): string {
  return sort === "name" ? searchKey : (lastSignInAt?.toISOString() ?? never);
}

type Place = { cursor: Cursor | null; backwards: boolean };

function selectRows(actor: Actor, input: ListUsersInput, { cursor, backwards }: Place) {
  const { sort, role, status, q } = input;
  const ascending = (input.direction === "asc") !== backwards;
  const shape = { sort, role, status, ascending, hasCursor: cursor !== null };
  if (wanted(q) !== "") return searchRows(actor.accountId, shape, cursor ?? undefined, q);
  const { value, id } = cursor ?? {};
  return remembered(shape).execute({ accountId: actor.accountId, value, after: id });
}

type Shape = Pick<ListUsersInput, "sort" | "role" | "status"> & { ascending: boolean; hasCursor: boolean };
type Bound = { value: unknown; id: unknown };

function conditions(accountId: unknown, { sort, ascending, ...filters }: Shape, from: Bound | undefined) {
  const after = from === undefined ? undefined : past(sort, ascending, from);
  return and(sql`${users.accountId} = ${accountId}`, inFilters(filters), after);
}

function order({ sort, ascending }: Shape): SQL[] {
  const direction = ascending ? asc : desc;
  return [direction(sorted[sort]), direction(users.id)];
}

/** How far a search walks along the list, and the shortest text that the index of texts can find. */
const walkedRows = 500;
const indexedLength = 3;
/** More than any account has: PostgreSQL's largest integer. */
const everybody = 2_147_483_647;

/**
 * What many match is soon found by walking along the list, what few match by the index of texts. The planner takes them
 * to be spread evenly, but everybody called Goran stands in one place, 85 000 names and 120 ms away: so the walk is
 * bounded, and where it did not find a page the index is asked, and what it knows is sorted.
 */
async function searchRows(accountId: string, shape: Shape, from: Bound | undefined, q: string) {
  const where = conditions(accountId, shape, from);
  const first = usersPageSize + 1;
  if ([...wanted(q)].length >= indexedLength) {
    const walk = db().select(getTableColumns(users)).from(users).where(where);
    const near = walk
      .orderBy(...order(shape))
      .limit(walkedRows)
      .as("users");
    const found = await db()
      .select(columns)
      .from(near)
      .where(matching(q))
      .orderBy(...order(shape))
      .limit(first);
    if (found.length === first) return found;
    // The limit keeps it apart: otherwise the planner walks after all.
    const indexed = db()
      .select(getTableColumns(users))
      .from(users)
      .where(and(where, matching(q)))
      .limit(everybody);
    return db()
      .select(columns)
      .from(indexed.as("users"))
      .orderBy(...order(shape))
      .limit(first);
  }
  return db()
    .select(columns)
    .from(users)
    .where(and(where, matching(q)))
    .orderBy(...order(shape))
    .limit(first);
}

/** Statements without a search, of which there are few: putting their text together costs as much as running them. */
const statements = new WeakMap<Database, Map<string, ReturnType<typeof prepareRows>>>();

function remembered(shape: Shape): ReturnType<typeof prepareRows> {
  const known = statements.get(db()) ?? new Map<string, ReturnType<typeof prepareRows>>();
  statements.set(db(), known);
  const key = Object.values(shape).join();
  const statement = known.get(key) ?? prepareRows(shape);
  known.set(key, statement);
  return statement;
}

function prepareRows(shape: Shape) {
  const from = { value: sql.placeholder("value"), id: sql.placeholder("after") };
  return db()
    .select(columns)
    .from(users)
    .where(conditions(sql.placeholder("accountId"), shape, shape.hasCursor ? from : undefined))
    .orderBy(sql`${sql.join(order(shape), sql`, `)}${limitOf(usersPageSize + 1)}`)
    .prepare("users");
}

/** Written out: with a parameter for a limit PostgreSQL plans a prepared statement anew at every execution. */
function limitOf(rows: number): SQL {
  return sql.raw(` limit ${rows}`);
}

/** Rows after the cursor in the direction of reading, as a row comparison that the sort's index answers. */
function past(sort: UserSort, ascending: boolean, { value, id }: Bound): SQL {
  const bound = sort === "name" ? sql`${value}` : sql`${value}::timestamptz`;
  return sql`(${sorted[sort]}, ${users.id}) ${ascending ? sql`>` : sql`<`} (${bound}, ${id}::uuid)`;
}

/** Written out as well, so that the indexes of super admins alone and of who is deactivated can be used. */
function inFilters({ role, status }: Pick<ListUsersInput, "role" | "status">): SQL | undefined {
  const roles = { all: undefined, member: sql`role = 'member'`, super_admin: sql`role = 'super_admin'` };
  const statuses = { all: undefined, active: sql`status = 'active'`, deactivated: sql`status = 'deactivated'` };
  return and(roles[role], statuses[status]);
}

function wanted(q: string): string {
  return q.normalize("NFC").trim().toLowerCase();
}

function matching(q: string): SQL | undefined {
  return wanted(q) === "" ? undefined : sql`${users.searchKey} like ${containing(wanted(q))}`;
}

/** One round trip: how many match, and how many there are of each kind, each counted no further than the cap. */
async function countUsers(actor: Actor, input: ListUsersInput): Promise<UsersPage["counts"] & { total: CappedCount }> {
  const capped = (where: SQL | undefined) => {
    const found = db()
      .select({ one: sql`1` })
      .from(users)
      .where(and(eq(users.accountId, actor.accountId), where));
    return sql<number>`(select count(*)::int from (${found.getSQL()}${limitOf(countCap + 1)}) found)`;
  };
  const [counts] = await db()
    .select({
      total: capped(and(inFilters(input), matching(input.q))),
      active: capped(inFilters({ role: "all", status: "active" })),
      deactivated: capped(inFilters({ role: "all", status: "deactivated" })),
      superAdmins: capped(inFilters({ role: "super_admin", status: "active" })),
    })
    .from(sql`(select) nothing`);
  if (counts === undefined) throw new Error("A count gave no row.");
  return {
    total: cap(counts.total),
    active: cap(counts.active),
    deactivated: cap(counts.deactivated),
    superAdmins: cap(counts.superAdmins),
  };
}

function cap(counted: number): CappedCount {
  return { count: Math.min(counted, countCap), capped: counted > countCap };
}

function toRow(
  actor: Actor,
  { searchKey: _, lastSignInAt, roleFrom, ...row }: StoredRow,
  isOnlySuperAdmin: boolean,
): UserRow {
  const isRoleFromProvider = roleFrom === "provider";
  return {
    ...row,
    isRoleFromProvider,
    lastSignInAt: lastSignInAt?.toISOString() ?? null,
    self: row.id === actor.id,
    roleRefusal: roleRefusal({ ...row, isRoleFromProvider }, isOnlySuperAdmin),
  };
}

type RoleFacts = Pick<UserRow, "name" | "role" | "status" | "isRoleFromProvider">;

function roleRefusal({ name, role, status, isRoleFromProvider }: RoleFacts, isOnlySuperAdmin: boolean) {
  if (status === "deactivated") return `${name} is deactivated. Reactivate them before you change their role.`;
  const provided = providedRoleRefusal({ name, isRoleFromProvider });
  if (provided !== null) return provided;
  return role === "super_admin" && isOnlySuperAdmin ? lastSuperAdminRefusal : null;
}

/** What the command says too. */
export const lastSuperAdminRefusal =
  "An account always keeps at least one active super admin, and this is the last one. Make somebody else super admin first.";

/** One user, for their own page. Throws AppError `forbidden`, and `not_found` outside of the account. */
export async function findUserDetail(actor: Actor, userId: string): Promise<UserDetail> {
  authorizeUserAdministration(actor);
  const isOnly = sql`not exists (
    select from users o where o.account_id = ${users.accountId} and o.role = 'super_admin' and o.status = 'active'
      and o.id <> ${users.id}
  )`;
  const [found] = await db()
    .select({
      ...columns,
      createdAt: users.createdAt,
      deactivatedAt: users.deactivatedAt,
      isOnly: sql<boolean>`${isOnly}`,
    })
    .from(users)
    .where(and(eq(users.accountId, actor.accountId), eq(users.id, userId)));
  if (found === undefined) throw new AppError("not_found", "There is no such user in this account.");
  const { createdAt, deactivatedAt, isOnly: isOnlySuperAdmin, ...row } = found;
  return {
    ...toRow(actor, row, isOnlySuperAdmin),
    joinedAt: createdAt.toISOString(),
    deactivatedAt: deactivatedAt?.toISOString() ?? null,
  };
}
