import type { ReactNode } from "react";
import { classNames } from "../ui/class-names";
import { Moment } from "../ui/moment";

export type AccessRow = {
  id: string;
  /** Who or what, with what is said of it below. */
  name: ReactNode;
  level?: string;
  since: string;
  /** Null where nobody gave it. */
  by: string | null;
  lastUsedAt: string | null;
};

type AccessTableProps = {
  /** What the list is, for those who do not see it. */
  caption: string;
  nameLabel: string;
  /** What stands for who gave it where nobody did. */
  creatorWords: string;
  rows: readonly AccessRow[];
  /** On a phone, what is said of an access stands under the name beside its picture. */
  hasPictures?: boolean;
  /** When the page was made, in milliseconds. */
  now: number;
};

const fact =
  "md:h-[52px]! max-md:flex max-md:w-full max-md:gap-1.5 max-md:h-auto! max-md:border-0! max-md:py-0! max-md:pr-0! max-md:text-small";

/** Accesses with since when, by whom and when they were used; on a phone each is a list item. */
export function AccessTable({ caption, nameLabel, creatorWords, rows, hasPictures = false, now }: AccessTableProps) {
  const cell = classNames(fact, hasPictures ? "max-md:pl-10!" : "max-md:pl-0!");
  const hasLevels = rows.some(({ level }) => level !== undefined);
  return (
    <table className="data-table mt-3 [table+&]:mt-7 max-md:block max-md:border-t max-md:border-line">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:hidden">
        <tr>
          <th scope="col">{nameLabel}</th>
          {hasLevels && (
            <th scope="col" className="md:w-[88px]">
              Level
            </th>
          )}
          <th scope="col" className="md:w-[120px]">
            Since
          </th>
          <th scope="col" className="md:w-[180px]">
            Given by
          </th>
          <th scope="col" className="md:w-[120px]">
            Last used
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block max-md:[&_td]:bg-transparent!">
        {rows.map(({ id, name, level, since, by, lastUsedAt }) => (
          <tr key={id} className="max-md:block max-md:border-b max-md:border-line max-md:py-2.5">
            <td className="md:h-[52px]! max-md:block max-md:h-auto! max-md:border-0! max-md:p-0! md:whitespace-normal!">
              {name}
            </td>
            {hasLevels && (
              <td className={cell}>
                <Label>Level</Label>
                {level}
              </td>
            )}
            <td className={cell}>
              <Label>Since</Label>
              <Moment iso={since} now={now} />
            </td>
            <td className={classNames(cell, "md:truncate")}>
              <Label>Given by</Label>
              <span className="min-w-0 max-md:wrap-anywhere" data-tip>
                {by ?? creatorWords}
              </span>
            </td>
            <td className={cell}>
              <Label>Last used</Label>
              {lastUsedAt === null ? (
                <span className="text-muted">Not yet</span>
              ) : (
                <Moment iso={lastUsedAt} now={now} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the column's head says where there is none. */
function Label({ children }: { children: ReactNode }) {
  return <span className="shrink-0 text-muted md:hidden">{children}</span>;
}
