"use client";

import { ArrowDown, ArrowUp, ChevronDown, SlidersHorizontal } from "lucide-react";
import dynamic from "next/dynamic";
import { type MouseEvent, type ReactNode, useState } from "react";
import { SearchField } from "../../ui/search-field";
import type { ChangeUsers } from "./use-users-navigation";
import { roleLabels, sortLabels, userStatusLabels } from "./user-words";
import type { UsersMenu } from "./users-filter-menu";
import { hasFilters, type UsersView } from "./users-url";

const UsersFilterMenu = dynamic(() => import("./users-filter-menu").then((file) => file.UsersFilterMenu), {
  ssr: false,
});

type UsersToolbarProps = { view: UsersView; total: string; onChange: ChangeUsers; onSearch: (q: string) => void };

const popup = { "aria-haspopup": "menu", "aria-expanded": false } as const;

export function UsersToolbar({ view, total, onChange, onSearch }: UsersToolbarProps) {
  const [open, setOpen] = useState<{ menu: UsersMenu; anchor: HTMLElement } | null>(null);
  const opens = (menu: UsersMenu) => ({
    ...popup,
    onClick: (event: MouseEvent<HTMLButtonElement>) => setOpen({ menu, anchor: event.currentTarget }),
  });
  const Arrow = view.direction === "asc" ? ArrowUp : ArrowDown;
  return (
    <>
      <div className="mt-4 flex items-center gap-2 md:mt-5">
        <SearchField label="Search people" q={view.q} onSearch={onSearch} />
        <div className="hidden items-center gap-2 md:flex">
          <FilterButton label="Role" value={view.role === "all" ? null : roleLabels[view.role]} {...opens("role")} />
          <FilterButton
            label="Status"
            value={view.status === "all" ? null : userStatusLabels[view.status]}
            {...opens("status")}
          />
        </div>
        <button
          type="button"
          aria-label="Filter and sort"
          {...opens("all")}
          className={`inline-flex size-11 shrink-0 items-center justify-center rounded-control border md:hidden ${hasFilters(view) ? "border-transparent bg-accent-soft text-accent" : "border-line-strong bg-surface text-ink-2"}`}
        >
          <SlidersHorizontal size={18} strokeWidth={1.75} aria-hidden="true" />
        </button>
      </div>
      <div className="mt-3 flex items-center justify-between text-muted text-small md:hidden">
        <span className="tabular-nums">{total}</span>
        <button
          type="button"
          {...opens("sort")}
          className="-mr-2 inline-flex min-h-8 items-center gap-1 rounded-control px-2 font-medium text-ink-2"
        >
          <span className="sr-only">Sort by </span>
          {sortLabels[view.sort]}
          <Arrow size={14} strokeWidth={2.2} aria-hidden="true" />
        </button>
      </div>
      {open && (
        <UsersFilterMenu
          key={open.menu}
          menu={open.menu}
          anchor={open.anchor}
          view={view}
          onChange={onChange}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

type FilterButtonProps = {
  label: string;
  /** What is chosen; null for all. */
  value: string | null;
  onClick: (event: MouseEvent<HTMLButtonElement>) => void;
};

function FilterButton({ label, value, ...attributes }: FilterButtonProps): ReactNode {
  return (
    <button
      type="button"
      {...attributes}
      className={`inline-flex h-8 items-center gap-1.5 rounded-control border px-2.5 font-medium text-body transition-colors duration-(--duration-quick) ${value === null ? "border-line-strong bg-surface text-ink-2 hover:bg-hover hover:text-ink" : "border-accent bg-accent-soft text-accent"}`}
    >
      <span className={value === null ? "" : "font-regular"}>{label}</span>
      {value !== null && <span>{value}</span>}
      <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" className="text-muted" />
    </button>
  );
}
