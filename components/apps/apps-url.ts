import type { ListAppsInput } from "@/lib/apps/schema";
import type { Environment } from "@/lib/policy";

/** What the list shows, all of it in the address. */
export type AppsView = ListAppsInput & { environment: Environment };

/** The address of the list. A cursor belongs to one search, so that another search begins at its first page. */
export function appsHref({ environment, q, after, before }: AppsView): string {
  const query = new URLSearchParams({ environment });
  if (q.trim() !== "") query.set("q", q.trim());
  if (after !== undefined) query.set("after", after);
  if (before !== undefined) query.set("before", before);
  return `/apps?${query}`;
}
