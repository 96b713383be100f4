"use client";

import { Ellipsis } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { IconButton } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Moment } from "@/components/ui/moment";
import { SortHeader } from "@/components/ui/sort-header";
import {
  firstDirection,
  type ListedPerson,
  nextSort,
  type PersonColumn,
  type PersonSort,
  personColumns,
  sortPeople,
} from "./sort-people";

const labels = {
  name: "Name",
  email: "Email",
  level: "Level",
  addedBy: "Added by",
  addedAt: "Added at",
} as const satisfies Record<PersonColumn, string>;
const widths = {
  name: "md:w-[30%]",
  email: "",
  level: "md:w-[104px]",
  addedBy: "md:w-[200px]",
  addedAt: "md:w-[128px]",
} as const satisfies Record<PersonColumn, string>;

type PeopleTableProps<P extends ListedPerson> = {
  /** What the list is, for those who do not see it. */
  caption: string;
  /** What stands for who was added by nobody. */
  creatorWords: string;
  people: readonly P[];
  /** How a level is called; without it there are no levels. */
  levelLabel?: (person: P) => string;
  /** Under a person's name. */
  note?: (person: P) => ReactNode;
  /** When the page was made, in milliseconds. */
  now: number;
  onMore: (person: P, button: HTMLElement) => void;
};

/** The people of a connection or an app; on a phone each is a list item of three lines. */
export function PeopleTable<P extends ListedPerson>(props: PeopleTableProps<P>) {
  const { caption, people, levelLabel } = props;
  const [sort, setSort] = useState<PersonSort>({ column: "addedAt", direction: "asc" });
  const columns = personColumns.filter((column) => column !== "level" || levelLabel !== undefined);
  return (
    <table className="data-table mt-6 max-md:block max-md:border-t max-md:border-line">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:hidden">
        <tr>
          {columns.map((column) => (
            <SortHeader
              key={column}
              className={classNames(widths[column], column === "name" && "pl-[52px]!")}
              sorted={sort.column === column ? sort.direction : null}
              first={firstDirection(column)}
              onSort={() => setSort(nextSort(sort, column))}
            >
              {labels[column]}
            </SortHeader>
          ))}
          <th scope="col" className="w-[52px]">
            <span className="sr-only">More options</span>
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block max-md:[&_td]:bg-transparent!">
        {sortPeople(people, sort).map((person) => (
          <PersonRow key={person.userId} {...props} person={person} />
        ))}
      </tbody>
    </table>
  );
}

const cell = "md:h-[52px]! max-md:block max-md:h-auto! max-md:border-0! max-md:p-0!";

function PersonRow<P extends ListedPerson>(props: PeopleTableProps<P> & { person: P }) {
  const { person, creatorWords, levelLabel, note, now, onMore } = props;
  const nameId = useId();
  return (
    <tr className="max-md:relative max-md:flex max-md:flex-wrap max-md:gap-x-3 max-md:border-b max-md:border-line max-md:py-2.5 max-md:pr-12 max-md:pl-10">
      <td className="md:h-[52px]! max-md:-ml-10 max-md:block max-md:h-auto! max-md:w-[calc(100%+2.5rem)] max-md:border-0! max-md:p-0!">
        <span className="flex items-center gap-3 max-md:items-start">
          <Avatar name={person.name} size={28} tone={person.self ? "self" : "other"} />
          <span id={nameId} className="min-w-0 text-strong font-medium text-ink max-md:pt-1 md:truncate" data-tip>
            {person.name}
          </span>
          {person.self && <span className="shrink-0 text-small text-muted max-md:pt-1.5">you</span>}
        </span>
        {note !== undefined && <span className="block pl-10 md:whitespace-normal">{note(person)}</span>}
      </td>
      <td className={`${cell} max-md:w-full`}>
        <span className="block md:truncate" data-tip>
          {person.email}
        </span>
      </td>
      {levelLabel !== undefined && <td className={cell}>{levelLabel(person)}</td>}
      <td className={cell}>
        {person.addedBy === null ? (
          creatorWords
        ) : (
          <>
            <span className="md:sr-only">Added by </span>
            {person.addedBy}
          </>
        )}
      </td>
      <td className={cell}>
        <Moment iso={person.addedAt} now={now} />
      </td>
      <td className="pr-2! text-right max-md:absolute max-md:top-1.5 max-md:right-0 max-md:h-auto! max-md:border-0! max-md:p-0!">
        <IconButton
          name="More options"
          aria-describedby={nameId}
          aria-haspopup="menu"
          aria-expanded="false"
          onClick={(event) => onMore(person, event.currentTarget)}
          className="max-md:size-11"
        >
          <Ellipsis className="size-4" strokeWidth={2} aria-hidden />
        </IconButton>
      </td>
    </tr>
  );
}
