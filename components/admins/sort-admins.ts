import type { Admin } from "@/lib/admins/schema";

export const adminColumns = ["name", "email", "addedBy", "addedAt"] as const;
export type AdminColumn = (typeof adminColumns)[number];
export type AdminSort = { column: AdminColumn; direction: "ascending" | "descending" };

const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });

const compare = {
  name: (a: Admin, b: Admin) => collator.compare(a.name, b.name),
  email: (a: Admin, b: Admin) => collator.compare(a.email, b.email),
  // Who created the connection was added by nobody and comes first.
  addedBy: (a: Admin, b: Admin) => collator.compare(a.addedBy ?? "", b.addedBy ?? ""),
  addedAt: (a: Admin, b: Admin) => Date.parse(a.addedAt) - Date.parse(b.addedAt),
} as const satisfies Record<AdminColumn, (a: Admin, b: Admin) => number>;

const createdFirst = (a: Admin, b: Admin) => Number(a.addedBy !== null) - Number(b.addedBy !== null);

/** All of a connection's admins are on the page, so they are sorted there. */
export function sortAdmins(admins: readonly Admin[], { column, direction }: AdminSort): readonly Admin[] {
  const sign = direction === "ascending" ? 1 : -1;
  return [...admins].sort(
    (a, b) => sign * compare[column](a, b) || createdFirst(a, b) || collator.compare(a.name, b.name),
  );
}

/** What a click on a header makes of the sort: names up and dates down first, then the other way. */
export function nextSort(sort: AdminSort, column: AdminColumn): AdminSort {
  if (sort.column === column) {
    return { column, direction: sort.direction === "ascending" ? "descending" : "ascending" };
  }
  return { column, direction: column === "addedAt" ? "descending" : "ascending" };
}
