import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { users } from "@/db/schema";
import { type CappedCount, countCap } from "../../connections/schema";
import { AppError } from "../../errors";
import { type Actor, authorizeUserAdministration } from "../../policy";
import { providedRoleRefusal } from "../oidc/roles/provided-role";
import { selectCounts } from "./counts/queries";
import { never, readCursor, writeCursor } from "./cursor";
import { columns, type StoredRow, selectRows } from "./rows/queries";
import {
  type ListUsersInput,
  type UserDetail,
  type UserRow,
  type UserSort,
  type UsersPage,
  usersPageSize,
} from "./schema";

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

function sortedValue(sort: UserSort, { searchKey, lastSignInAt }: StoredRow): string {
  return sort === "name" ? searchKey : (lastSignInAt?.toISOString() ?? never);
}

/** One round trip: how many match, and how many there are of each kind, each counted no further than the cap. */
async function countUsers(actor: Actor, input: ListUsersInput): Promise<UsersPage["counts"] & { total: CappedCount }> {
  const counts = await selectCounts(actor, input);
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
