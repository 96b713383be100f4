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
export type PersonSort = { column: PersonColumn; direction: "ascending" | "descending" };

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
  const sign = direction === "ascending" ? 1 : -1;
  return [...people].sort(
    (a, b) => sign * compare[column](a, b) || createdFirst(a, b) || collator.compare(a.name, b.name),
  );
}

/** What a click on a header makes of the sort: names up and dates down first, then the other way. */
export function nextSort(sort: PersonSort, column: PersonColumn): PersonSort {
  if (sort.column === column) {
    return { column, direction: sort.direction === "ascending" ? "descending" : "ascending" };
  }
  return { column, direction: column === "addedAt" ? "descending" : "ascending" };
}
