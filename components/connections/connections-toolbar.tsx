"use client";

import { ArrowDown, ArrowUp, ChevronDown, Columns3, SlidersHorizontal } from "lucide-react";
import dynamic from "next/dynamic";
import { type MouseEvent, type ReactNode, useState } from "react";
import { SearchField } from "../ui/search-field";
import type { ToolbarMenu } from "./filter-menus";
import { columnLabels, hasFilters, type ListView } from "./list-url";
import { showLabels } from "./status-words";
import type { ChangeList } from "./use-list-navigation";

const FilterMenu = dynamic(() => import("./filter-menus").then((file) => file.FilterMenu), { ssr: false });

type ToolbarProps = { view: ListView; total: string; onChange: ChangeList; onSearch: (q: string) => void };

export function ConnectionsToolbar({ view, total, onChange, onSearch }: ToolbarProps) {
  const [open, setOpen] = useState<{ menu: ToolbarMenu; anchor: HTMLElement } | null>(null);
  const opens = (menu: ToolbarMenu) => ({
    onClick: (event: MouseEvent<HTMLButtonElement>) => setOpen({ menu, anchor: event.currentTarget }),
  });
  const Arrow = view.direction === "asc" ? ArrowUp : ArrowDown;
  return (
    <>
      <div className="mt-4 flex items-center gap-2 md:mt-5">
        <SearchField label="Search connections" q={view.q} onSearch={onSearch} />
        <div className="hidden items-center gap-2 md:flex">
          <FilterButton count={view.connector.length} {...opens("connector")}>
            Connector
          </FilterButton>
          <FilterButton count={view.status.length} {...opens("status")}>
            Status
          </FilterButton>
          <FilterButton active={view.show !== "all"} {...opens("show")}>
            <span className="font-regular text-muted">Show</span>
            {showLabels[view.show]}
          </FilterButton>
        </div>
        <span className="hidden grow md:block" />
        <button
          type="button"
          {...popup}
          {...opens("columns")}
          className="hidden h-8 items-center gap-1.5 rounded-control px-2.5 font-medium text-body text-ink-2 hover:bg-hover hover:text-ink md:inline-flex"
        >
          <Columns3 size={16} strokeWidth={1.75} aria-hidden="true" className="text-muted" />
          Columns
        </button>
        <button
          type="button"
          aria-label="Filter and sort"
          {...popup}
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
          {...popup}
          {...opens("sort")}
          className="-mr-2 inline-flex min-h-8 items-center gap-1 rounded-control px-2 font-medium text-ink-2"
        >
          <span className="sr-only">Sort by </span>
          {columnLabels[view.sort]}
          <Arrow size={14} strokeWidth={2.2} aria-hidden="true" />
        </button>
      </div>
      {open && (
        <FilterMenu
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

const popup = { "aria-haspopup": "menu", "aria-expanded": false } as const;

type FilterButtonProps = {
  count?: number;
  active?: boolean;
  onClick: (event: MouseEvent<HTMLButtonElement>) => void;
  children: ReactNode;
};

function FilterButton({ count = 0, active = count > 0, onClick, children }: FilterButtonProps) {
  return (
    <button
      type="button"
      {...popup}
      onClick={onClick}
      className={`inline-flex h-8 items-center gap-1.5 rounded-control border px-2.5 font-medium text-body transition-colors duration-(--duration-quick) ${active ? "border-accent bg-accent-soft text-accent" : "border-line-strong bg-surface text-ink-2 hover:bg-hover hover:text-ink"}`}
    >
      {children}
      {count > 0 && (
        <span className="rounded-tick bg-fill px-1 font-semibold text-micro text-on-fill tabular-nums">{count}</span>
      )}
      <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" className="text-muted" />
    </button>
  );
}
