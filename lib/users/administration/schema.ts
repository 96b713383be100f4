import { z } from "zod";
import { type CappedCount, environmentParameter } from "../../connections/schema";
import type { Role } from "../../policy";

export const userRoles = ["member", "super_admin"] as const satisfies readonly Role[];
export const userStatuses = ["active", "deactivated"] as const;
export type UserStatus = (typeof userStatuses)[number];
export const userSorts = ["name", "last_sign_in"] as const;
export type UserSort = (typeof userSorts)[number];

/** Users on one page of the list. */
export const usersPageSize = 50;

const id = z.uuid();

/** The list's URL parameters. Unknown values fall back to the default instead of failing: a bookmark must keep working. */
export const listUsersInput = z.object({
  environment: environmentParameter,
  q: z.string().max(100).catch("").default(""),
  role: z
    .enum(["all", ...userRoles])
    .catch("all")
    .default("all"),
  status: z
    .enum(["all", ...userStatuses])
    .catch("all")
    .default("all"),
  sort: z.enum(userSorts).catch("name").default("name"),
  direction: z.enum(["asc", "desc"]).catch("asc").default("asc"),
  /** Opaque keyset cursors: the page after, or before, this row. At most one of them. */
  after: z.string().max(800).optional().catch(undefined),
  before: z.string().max(800).optional().catch(undefined),
});
export type ListUsersInput = z.output<typeof listUsersInput>;

export const userIdInput = z.object({ userId: id });
export type UserIdInput = z.output<typeof userIdInput>;

export const changeRoleInput = z.object({ userId: id, role: z.enum(userRoles) });
export type ChangeRoleInput = z.output<typeof changeRoleInput>;

export type UserRow = {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** Whether a group at the identity provider made them super admin. */
  isRoleFromProvider: boolean;
  status: UserStatus;
  /** Null for who has not signed in yet. */
  lastSignInAt: string | null;
  /** Connections that are shared with them, and apps that they are a member of. */
  connectionCount: number;
  appCount: number;
  self: boolean;
  /** Why their role cannot be changed, and what to do; null when it can. */
  roleRefusal: string | null;
};

export type UsersPage = {
  rows: readonly UserRow[];
  next: string | null;
  previous: string | null;
  /** What matches search and filters. */
  total: CappedCount;
  /** All users of the account, whatever the search. */
  counts: { active: CappedCount; deactivated: CappedCount; superAdmins: CappedCount };
};

/** One user's own page. */
export type UserDetail = UserRow & {
  joinedAt: string;
  deactivatedAt: string | null;
};
