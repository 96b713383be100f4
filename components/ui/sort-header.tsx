import type { ReactNode } from "react";
import type { SortDirection } from "./sort-direction";

type SortHeaderProps = {
  className?: string | undefined;
  /** How the table is sorted by this column; null when it is sorted by another. */
  sorted: SortDirection | null;
  /** What the first click sorts by: names go up, dates and counts down. */
  first: SortDirection;
  onSort: () => void;
  children: ReactNode;
};

const order = { asc: "ascending", desc: "descending" } as const;
const arrow = { asc: "M12 19V5M5 12l7-7 7 7", desc: "M12 5v14M19 12l-7 7-7-7" } as const;

/** A column's header, all of it a button that sorts. The faint arrow says what a click would do, the dark one what is. */
export function SortHeader({ className, sorted, first, onSort, children }: SortHeaderProps) {
  return (
    <th scope="col" className={className} aria-sort={sorted === null ? undefined : order[sorted]}>
      <button type="button" className="sort" onClick={onSort}>
        {children}
        <svg
          viewBox="0 0 24 24"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.2"
          strokeLinecap="round"
          strokeLinejoin="round"
          aria-hidden="true"
        >
          <path d={arrow[sorted ?? first]} />
        </svg>
      </button>
    </th>
  );
}
