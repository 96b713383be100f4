import type { ListUsersInput } from "@/lib/users/administration/schema";

/** What the list of users shows, all of it in the address. */
export type UsersView = ListUsersInput;

/**
 * The address of the list with some of it changed. Defaults are left out. Anything but paging starts again at the first
 * page, since a cursor belongs to one order and one set of filters.
 */
export function usersHref(view: UsersView, patch: Partial<UsersView> = {}): string {
  const next: UsersView = { ...view, after: undefined, before: undefined, ...patch };
  const query = new URLSearchParams({ environment: next.environment });
  if (next.q.trim() !== "") query.set("q", next.q.trim());
  if (next.role !== "all") query.set("role", next.role);
  if (next.status !== "all") query.set("status", next.status);
  if (next.sort !== "name" || next.direction !== "asc") {
    query.set("sort", next.sort);
    query.set("direction", next.direction);
  }
  if (next.after !== undefined) query.set("after", next.after);
  if (next.before !== undefined) query.set("before", next.before);
  return `/administration/users?${query}`;
}

export function hasFilters({ role, status }: UsersView): boolean {
  return role !== "all" || status !== "all";
}
