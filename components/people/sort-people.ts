import { nextDirection, type SortDirection } from "../ui/sort-direction";

/** Somebody in a list of those who are in something. */
export type ListedPerson = {
  userId: string;
  name: string;
  email: string;
  /** Where there are levels. */
  level?: string;
  /** Null for who created what the list is of. */
  addedBy: string | null;
  addedAt: string;
  self: boolean;
};

export const personColumns = ["name", "email", "level", "addedBy", "addedAt"] as const;
export type PersonColumn = (typeof personColumns)[number];
export type PersonSort = { column: PersonColumn; direction: SortDirection };

type Compare = (a: ListedPerson, b: ListedPerson) => number;

const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });

const compare = {
  name: (a, b) => collator.compare(a.name, b.name),
  email: (a, b) => collator.compare(a.email, b.email),
  level: (a, b) => collator.compare(a.level ?? "", b.level ?? ""),
  // Who created it was added by nobody and comes first.
  addedBy: (a, b) => collator.compare(a.addedBy ?? "", b.addedBy ?? ""),
  addedAt: (a, b) => Date.parse(a.addedAt) - Date.parse(b.addedAt),
} as const satisfies Record<PersonColumn, Compare>;

const createdFirst: Compare = (a, b) => Number(a.addedBy !== null) - Number(b.addedBy !== null);

/** All of the people are on the page, so they are sorted there. */
export function sortPeople<P extends ListedPerson>(people: readonly P[], { column, direction }: PersonSort): P[] {
  const sign = direction === "asc" ? 1 : -1;
  return [...people].sort(
    (a, b) => sign * compare[column](a, b) || createdFirst(a, b) || collator.compare(a.name, b.name),
  );
}

/** What the first click on a column's header sorts by. */
export function firstDirection(column: PersonColumn): SortDirection {
  return column === "addedAt" ? "desc" : "asc";
}

/** What a click on a header makes of the sort. */
export function nextSort(sort: PersonSort, column: PersonColumn): PersonSort {
  const sorted = sort.column === column ? sort.direction : null;
  return { column, direction: nextDirection(sorted, firstDirection(column)) };
}
