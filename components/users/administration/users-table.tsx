"use client";

import { Box, Ellipsis, Unplug } from "lucide-react";
import { useId } from "react";
import type { UserRow, UserSort } from "@/lib/users/administration/schema";
import { NavigationLink } from "../../shell/navigation";
import { Avatar } from "../../ui/avatar";
import { IconButton } from "../../ui/button";
import { classNames } from "../../ui/class-names";
import { Moment } from "../../ui/moment";
import { nextDirection, type SortDirection } from "../../ui/sort-direction";
import { SortHeader } from "../../ui/sort-header";
import type { ChangeUsers } from "./use-users-navigation";
import { UserStatusMark } from "./user-status";
import { roleLabels, sortLabels } from "./user-words";
import type { UsersView } from "./users-url";

type UsersTableProps = {
  rows: readonly UserRow[];
  view: UsersView;
  /** When the page was made, in milliseconds. */
  now: number;
  onChange: ChangeUsers;
  onMore: (user: UserRow, button: HTMLElement) => void;
};

const firstDirections = { name: "asc", last_sign_in: "desc" } as const satisfies Record<UserSort, SortDirection>;
/** What a user's own page says too, and what goes first where the room is short. */
const countColumn = "number md:max-lg:hidden";

/** The users of one page; on a phone each is a list item. */
export function UsersTable({ rows, view, now, onChange, onMore }: UsersTableProps) {
  const header = (sort: UserSort, className: string) => (
    <SortHeader
      className={className}
      sorted={view.sort === sort ? view.direction : null}
      first={firstDirections[sort]}
      onSort={() =>
        onChange((intended) => ({
          sort,
          direction: nextDirection(intended.sort === sort ? intended.direction : null, firstDirections[sort]),
        }))
      }
    >
      {sortLabels[sort]}
    </SortHeader>
  );
  return (
    <table className="data-table mt-3 max-md:block max-md:border-t max-md:border-line">
      <caption className="sr-only">Users</caption>
      <thead className="max-md:hidden">
        <tr>
          {header("name", "pl-[52px]!")}
          <th scope="col" className="w-[120px]">
            Role
          </th>
          <th scope="col" className="w-[128px]">
            Status
          </th>
          {header("last_sign_in", "w-[140px]")}
          <th scope="col" className={`w-[116px] ${countColumn}`}>
            Connections
          </th>
          <th scope="col" className={`w-[84px] ${countColumn}`}>
            Apps
          </th>
          <th scope="col" className="w-[52px]">
            <span className="sr-only">More options</span>
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block max-md:[&_td]:bg-transparent!">
        {rows.map((user) => (
          <Row key={user.id} user={user} view={view} now={now} onMore={onMore} />
        ))}
      </tbody>
    </table>
  );
}

const cell = "md:h-[52px]! max-md:block max-md:h-auto! max-md:border-0! max-md:p-0! max-md:pt-1! max-md:text-small";

type RowProps = { user: UserRow } & Pick<UsersTableProps, "view" | "now" | "onMore">;

function Row({ user, view, now, onMore }: RowProps) {
  const nameId = useId();
  return (
    <tr className="max-md:relative max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:border-b max-md:border-line max-md:py-2.5 max-md:pr-12 max-md:pl-10">
      <td className="md:h-[52px]! max-md:-ml-10 max-md:block max-md:h-auto! max-md:w-[calc(100%+2.5rem)] max-md:border-0! max-md:p-0!">
        <span className="flex items-center gap-3 max-md:items-start">
          <Avatar name={user.name} size={28} tone={user.self ? "self" : "other"} />
          <span className="min-w-0">
            <span className="flex items-baseline gap-2">
              <NavigationLink
                href={`/administration/users/${user.id}?environment=${view.environment}`}
                data-tip=""
                className="min-w-0 rounded-tick font-medium text-ink text-strong hover:text-accent hover:underline max-md:line-clamp-2 md:truncate"
              >
                <bdi id={nameId}>{user.name}</bdi>
              </NavigationLink>
              {user.self && <span className="shrink-0 text-muted text-small">you</span>}
            </span>
            <span className="block text-muted text-small max-md:wrap-anywhere md:truncate" data-tip="">
              {user.email}
            </span>
          </span>
        </span>
      </td>
      <td className={cell}>{roleLabels[user.role]}</td>
      <td className={classNames(cell, user.status === "active" && "max-md:hidden")}>
        <UserStatusMark status={user.status} />
      </td>
      <td className={`${cell} max-md:order-last`}>
        {user.lastSignInAt === null ? (
          <span className="text-muted">
            Not <span className="md:hidden">signed in </span>yet
          </span>
        ) : (
          <>
            <span className="md:hidden">Signed in </span>
            <Moment iso={user.lastSignInAt} now={now} />
          </>
        )}
      </td>
      <td className={classNames(cell, countColumn, user.connectionCount === 0 && "max-md:hidden")}>
        <Count value={user.connectionCount} one="connection" many="connections" Icon={Unplug} />
      </td>
      <td className={classNames(cell, countColumn, user.appCount === 0 && "max-md:hidden")}>
        <Count value={user.appCount} one="app" many="apps" Icon={Box} />
      </td>
      <td className="pr-2! text-right max-md:absolute max-md:top-1.5 max-md:right-0 max-md:h-auto! max-md:border-0! max-md:p-0!">
        <IconButton
          name="More options"
          aria-describedby={nameId}
          aria-haspopup="menu"
          aria-expanded="false"
          onClick={(event) => onMore(user, event.currentTarget)}
          className="max-md:size-11"
        >
          <Ellipsis className="size-4" strokeWidth={2} aria-hidden />
        </IconButton>
      </td>
    </tr>
  );
}

type CountProps = { value: number; one: string; many: string; Icon: typeof Box };

function Count({ value, one, many, Icon }: CountProps) {
  return (
    <span className={value === 0 ? "text-muted" : undefined}>
      <Icon className="mr-1 inline size-3.5 text-muted md:hidden" strokeWidth={1.75} aria-hidden />
      {value}
      <span className="md:sr-only"> {value === 1 ? one : many}</span>
    </span>
  );
}
