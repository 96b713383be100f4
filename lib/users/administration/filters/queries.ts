import { and, type Placeholder, type SQL, sql } from "drizzle-orm";
import { users } from "@/db/schema";
import { containing } from "../../../like";
import type { ListUsersInput } from "../schema";

/** Written out, so that the indexes of super admins alone and of who is deactivated can be used. */
export function inFilters({ role, status }: Pick<ListUsersInput, "role" | "status">): SQL | undefined {
  const roles = { all: undefined, member: sql`role = 'member'`, super_admin: sql`role = 'super_admin'` };
  const statuses = { all: undefined, active: sql`status = 'active'`, deactivated: sql`status = 'deactivated'` };
  return and(roles[role], statuses[status]);
}

/** The index of texts knows no shorter ones than three letters. */
export type Search = "none" | "short" | "indexed";

export function searchOf(q: string): Search {
  const { length } = [...wanted(q)];
  return length === 0 ? "none" : length < 3 ? "short" : "indexed";
}

/** Who matches a search, wherever they stand. */
export function matching(search: Search, text: Placeholder): SQL | undefined {
  if (search === "none") return undefined;
  // Of a short text the index would give everybody, one by one: joined with nothing, it cannot be used.
  return search === "short" ? sql`${users.searchKey} || '' like ${text}` : sql`${users.searchKey} like ${text}`;
}

export function patternOf(q: string): string {
  return containing(wanted(q));
}

function wanted(q: string): string {
  return q.normalize("NFC").trim().toLowerCase();
}
