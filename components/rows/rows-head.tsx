import {
  Braces,
  Calendar,
  Clock,
  Fingerprint,
  Hash,
  ListChecks,
  Lock,
  type LucideIcon,
  ToggleLeft,
  Type,
} from "lucide-react";
import type { ObjectColumn } from "@/lib/objects/schema";
import type { FieldType } from "@/lib/rows/schema";
import { isSortable, type RowsView } from "@/lib/rows/view/schema";
import { nextDirection, type SortDirection } from "../ui/sort-direction";
import { SortHeader } from "../ui/sort-header";
import { headerText, isQuantity } from "./format";

export type RowsHeadProps = {
  columns: readonly ObjectColumn[];
  view: Pick<RowsView, "sort" | "hidden">;
  onSort: (sort: NonNullable<RowsView["sort"]>) => void;
};

const icons: Record<FieldType, LucideIcon> = {
  text: Type,
  choice: ListChecks,
  integer: Hash,
  bigint: Hash,
  decimal: Hash,
  float: Hash,
  boolean: ToggleLeft,
  date: Calendar,
  datetime: Calendar,
  datetime_utc: Calendar,
  time: Clock,
  uuid: Fingerprint,
  complex: Braces,
};

/** The header of the rows, also while they are on their way. */
export function RowsHead({ columns, view, onSort }: RowsHeadProps) {
  const key = columns.find(({ primaryKey }) => primaryKey)?.name;
  const sort = view.sort ?? { column: key ?? "", direction: "asc" };
  return (
    <thead>
      <tr>
        {shownColumns(columns, view.hidden).map(({ column }) => (
          <HeaderCell
            key={column.name}
            column={column}
            sorted={column.name === sort.column ? sort.direction : null}
            onSort={onSort}
          />
        ))}
        <th scope="col" className="options">
          <span className="sr-only">More options</span>
        </th>
      </tr>
    </thead>
  );
}

/** The primary key leads, as it names the row; the others follow as the version has them. */
export function shownColumns(columns: readonly ObjectColumn[], hidden: readonly string[]) {
  const all = columns.map((column, at) => ({ column, at })).filter(({ column }) => !hidden.includes(column.name));
  return [...all.filter(({ column }) => column.primaryKey), ...all.filter(({ column }) => !column.primaryKey)];
}

export function classOf(column: ObjectColumn): string | undefined {
  if (column.primaryKey) return "key";
  if (isQuantity(column)) return "number";
  return ["date", "datetime", "datetime_utc", "time"].includes(column.type) ? "moment" : undefined;
}

type HeaderCellProps = {
  column: ObjectColumn;
  sorted: SortDirection | null;
  onSort: RowsHeadProps["onSort"];
};

function HeaderCell({ column, sorted, onSort }: HeaderCellProps) {
  const Icon = icons[column.type];
  const content = (
    <>
      <Icon className="type" strokeWidth={1.75} aria-hidden="true" />
      {headerText(column)}
      {column.readOnly && !column.primaryKey && (
        <Lock className="type" strokeWidth={2} role="img" aria-label="Read-only" />
      )}
    </>
  );
  if (!isSortable(column)) {
    return (
      <th scope="col" className={classOf(column)}>
        <span className="flex items-center gap-1.5">{content}</span>
      </th>
    );
  }
  const first = isQuantity(column) || column.type.startsWith("date") ? "desc" : "asc";
  return (
    <SortHeader
      className={classOf(column)}
      sorted={sorted}
      first={first}
      onSort={() => onSort({ column: column.name, direction: nextDirection(sorted, first) })}
    >
      {content}
    </SortHeader>
  );
}
