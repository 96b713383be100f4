"use client";

import { Fragment, type ReactNode, useId } from "react";
import { type LeftPage, leftPageSize } from "@/lib/users/deactivation/schema";
import { Notice, Reference } from "../../ui/alert";
import { Button } from "../../ui/button";
import { SearchField } from "../../ui/search-field";
import { type LoadLeft, useLeftList } from "./use-left-list";

type LeftRow = { id: string; name: string };

type LeftListProps<Row extends LeftRow> = {
  title: string;
  /** What this is, under the heading. */
  children: ReactNode;
  /** What is searched, e.g. "connections". */
  what: string;
  first: LeftPage<Row> & { total: number };
  load: LoadLeft<Row>;
  /** What a row stands under; the same for those that follow each other. */
  groupOf?: (row: Row) => ReactNode;
  groupKeyOf?: (row: Row) => string;
  secondLine: (row: Row) => ReactNode;
  icon: (row: Row) => ReactNode;
  /** What becomes of it, in words. */
  fate: (row: Row) => ReactNode;
  onDecide: (row: Row, button: HTMLElement) => void;
};

/** What somebody alone answers for, each with what becomes of it. Paged and searched, since there may be thousands. */
export function LeftList<Row extends LeftRow>(props: LeftListProps<Row>) {
  const { title, what, first, groupOf, groupKeyOf } = props;
  const { rows, more, q, busy, failure, search, showMore } = useLeftList(first, props.load);
  return (
    <section aria-label={title}>
      <h2 className="font-semibold text-strong">
        {title} <span className="text-muted tabular-nums">{first.total}</span>
      </h2>
      <div className="mt-1 max-w-[76ch] text-body text-ink-2">{props.children}</div>
      {first.total > leftPageSize && (
        <div className="mt-3 flex">
          <SearchField label={`Search ${what}`} q={q} onSearch={search} />
        </div>
      )}
      <ul className="mt-3 border-line border-t">
        {rows.map((row, at) => {
          const before = rows[at - 1];
          const begins = groupKeyOf !== undefined && (before === undefined || groupKeyOf(before) !== groupKeyOf(row));
          return (
            <Fragment key={row.id}>
              {begins && <li className="border-line border-b bg-sunken px-3 py-2">{groupOf?.(row)}</li>}
              <LeftItem
                row={row}
                icon={props.icon(row)}
                secondLine={props.secondLine(row)}
                fate={props.fate(row)}
                onDecide={props.onDecide}
              />
            </Fragment>
          );
        })}
      </ul>
      <p role="status" className="text-body text-ink-2 not-empty:mt-3">
        {rows.length === 0 && `None of these ${what} matches “${q}”.`}
      </p>
      {failure !== null && (
        <div role="alert" className="mt-3">
          <Notice tone="fail" title="This list could not be read.">
            {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
          </Notice>
        </div>
      )}
      {more && (
        <div className="mt-3">
          <Button size="control" busy={busy} onClick={showMore}>
            Show more {what}
          </Button>
        </div>
      )}
    </section>
  );
}

type LeftItemProps<Row extends LeftRow> = {
  row: Row;
  icon: ReactNode;
  secondLine: ReactNode;
  fate: ReactNode;
  onDecide: (row: Row, button: HTMLElement) => void;
};

function LeftItem<Row extends LeftRow>({ row, icon, secondLine, fate, onDecide }: LeftItemProps<Row>) {
  const id = useId();
  return (
    <li className="flex min-h-[52px] flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-3 py-2">
      <span className="shrink-0 text-ink-2">{icon}</span>
      <span className="min-w-0 grow basis-60">
        <span id={`${id}-name`} className="wrap-anywhere block font-medium text-strong">
          <bdi>{row.name}</bdi>
        </span>
        <span className="block text-muted text-small">{secondLine}</span>
      </span>
      <span id={`${id}-fate`} className="wrap-anywhere min-w-0 text-body max-md:grow max-md:pl-8 md:w-72">
        {fate}
      </span>
      <Button
        size="control"
        aria-haspopup="menu"
        aria-expanded="false"
        aria-describedby={`${id}-name ${id}-fate`}
        onClick={(event) => onDecide(row, event.currentTarget)}
      >
        Decide
      </Button>
    </li>
  );
}
