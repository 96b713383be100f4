"use client";

import { ArrowDown, ArrowUp, Ellipsis } from "lucide-react";
import { useId, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { IconButton } from "@/components/ui/button";
import { Moment } from "@/components/ui/moment";
import type { Admin } from "@/lib/admins/schema";
import { type AdminColumn, type AdminSort, adminColumns, nextSort, sortAdmins } from "./sort-admins";

const labels = { name: "Name", email: "Email", addedBy: "Added by", addedAt: "Added at" } as const satisfies Record<
  AdminColumn,
  string
>;
const widths = {
  name: "md:w-[30%]",
  email: "",
  addedBy: "md:w-[200px]",
  addedAt: "md:w-[128px]",
} as const satisfies Record<AdminColumn, string>;

type AdminsTableProps = {
  admins: readonly Admin[];
  /** When the page was made, in milliseconds. */
  now: number;
  onMore: (admin: Admin, button: HTMLElement) => void;
};

/** The admins of a connection; on a phone each is a list item of three lines. */
export function AdminsTable({ admins, now, onMore }: AdminsTableProps) {
  const [sort, setSort] = useState<AdminSort>({ column: "addedAt", direction: "ascending" });
  return (
    <table className="data-table mt-6 max-md:block max-md:border-t max-md:border-line">
      <caption className="sr-only">Admins of this connection</caption>
      <thead className="max-md:hidden">
        <tr>
          {adminColumns.map((column) => (
            <th
              key={column}
              scope="col"
              aria-sort={sort.column === column ? sort.direction : undefined}
              className={`${widths[column]} ${column === "name" ? "pl-[52px]!" : ""}`}
            >
              <button type="button" className="sort" onClick={() => setSort(nextSort(sort, column))}>
                {labels[column]}
                {sort.column === column && sort.direction === "descending" ? (
                  <ArrowDown aria-hidden />
                ) : (
                  <ArrowUp aria-hidden />
                )}
              </button>
            </th>
          ))}
          <th scope="col" className="w-[52px]">
            <span className="sr-only">More options</span>
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block max-md:[&_td]:bg-transparent!">
        {sortAdmins(admins, sort).map((admin) => (
          <AdminRow key={admin.userId} admin={admin} now={now} onMore={onMore} />
        ))}
      </tbody>
    </table>
  );
}

const cell = "md:h-[52px]! max-md:block max-md:h-auto! max-md:border-0! max-md:px-0!";

function AdminRow({ admin, now, onMore }: { admin: Admin } & Pick<AdminsTableProps, "now" | "onMore">) {
  const nameId = useId();
  return (
    <tr className="max-md:relative max-md:flex max-md:flex-wrap max-md:gap-x-3 max-md:border-b max-md:border-line max-md:py-2.5 max-md:pr-12 max-md:pl-10">
      <td className="md:h-[52px]! max-md:-ml-10 max-md:block max-md:h-auto! max-md:w-[calc(100%+2.5rem)] max-md:border-0! max-md:px-0!">
        <span className="flex items-center gap-3">
          <Avatar name={admin.name} size={28} tone={admin.self ? "self" : "other"} />
          <span id={nameId} className="min-w-0 text-strong font-medium text-ink md:truncate" data-tip>
            {admin.name}
          </span>
          {admin.self && <span className="shrink-0 text-small text-muted">you</span>}
        </span>
      </td>
      <td className={`${cell} max-md:w-full`}>
        <span className="block md:truncate" data-tip>
          {admin.email}
        </span>
      </td>
      <td className={cell}>
        {admin.addedBy === null ? (
          "Created the connection"
        ) : (
          <>
            <span className="md:sr-only">Added by </span>
            {admin.addedBy}
          </>
        )}
      </td>
      <td className={cell}>
        <Moment iso={admin.addedAt} now={now} />
      </td>
      <td className="pr-2! text-right max-md:absolute max-md:top-1.5 max-md:right-0 max-md:h-auto! max-md:border-0! max-md:p-0!">
        <IconButton
          name="More options"
          aria-describedby={nameId}
          aria-haspopup="menu"
          aria-expanded="false"
          onClick={(event) => onMore(admin, event.currentTarget)}
          className="max-md:size-11"
        >
          <Ellipsis className="size-4" strokeWidth={2} aria-hidden />
        </IconButton>
      </td>
    </tr>
  );
}
