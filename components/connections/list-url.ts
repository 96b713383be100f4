import type { ListInput, SortColumn } from "@/lib/connections/schema";

/** What the table shows, all of it in the address: what the server reads, and the columns hidden on this screen. */
export type ListView = ListInput & { hidden: readonly HideableColumn[] };

export const columnLabels = {
  name: "Connection name",
  connector: "Connector",
  created_at: "Created at",
  modified_at: "Modified at",
  shared_with: "Shared with",
  objects: "External data objects",
} as const satisfies Record<SortColumn, string>;

/** In the order of the table. The name stays: it leads the row. */
export const columnOrder = [
  "name",
  "connector",
  "created_at",
  "modified_at",
  "shared_with",
  "objects",
] as const satisfies readonly SortColumn[];
export type HideableColumn = Exclude<SortColumn, "name">;
export const hideableColumns = [
  "connector",
  "created_at",
  "modified_at",
  "shared_with",
  "objects",
] as const satisfies readonly HideableColumn[];

/** Reads the `columns` parameter, which names the hidden ones; unknown names are passed over. */
export function parseHidden(value: string | readonly string[] | undefined): HideableColumn[] {
  const names = typeof value === "string" ? [value] : (value ?? []);
  return hideableColumns.filter((column) => names.includes(column));
}

/**
 * The address of the list with some of it changed. Defaults are left out. Anything but paging starts again at the first
 * page, since a cursor belongs to one order and one set of filters, and lets go of the connection just created.
 */
export function listHref(view: ListView, patch: Partial<ListView> = {}): string {
  const paging = "after" in patch || "before" in patch;
  const next: ListView = { ...view, after: undefined, before: undefined, created: undefined, ...patch };
  const query = new URLSearchParams({ environment: next.environment });
  if (next.q.trim() !== "") query.set("q", next.q.trim());
  for (const connector of next.connector) query.append("connector", connector);
  for (const status of next.status) query.append("status", status);
  if (next.show !== "all") query.set("show", next.show);
  if (next.sort !== "modified_at" || next.direction !== "desc") {
    query.set("sort", next.sort);
    query.set("direction", next.direction);
  }
  for (const column of next.hidden) query.append("columns", column);
  if (paging && next.after !== undefined) query.set("after", next.after);
  if (paging && next.before !== undefined) query.set("before", next.before);
  return `/connections?${query}`;
}

export function hasFilters(view: ListView): boolean {
  return view.connector.length > 0 || view.status.length > 0 || view.show !== "all";
}
