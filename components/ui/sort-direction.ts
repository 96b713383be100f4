export type SortDirection = "asc" | "desc";

/** What a click on a header asks for: its `first` direction, and after that the other way each time. */
export function nextDirection(sorted: SortDirection | null, first: SortDirection): SortDirection {
  if (sorted === null) return first;
  return sorted === "asc" ? "desc" : "asc";
}
