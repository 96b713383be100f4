"use client";

import { ArrowDownUp, Columns3, Download, ListFilter, RefreshCw } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";

export type RowsTool = "filter" | "sort" | "columns";

type RowsToolbarProps = {
  conditions: number;
  sortedBy: string;
  /** "Read live in 38 ms", empty while nothing was read. */
  said: string;
  onOpen: (tool: RowsTool, anchor: HTMLElement) => void;
  onRefresh: () => void;
  onExport: (opener: HTMLElement) => void;
};

const icon = { size: 16, strokeWidth: 1.75, "aria-hidden": true } as const;

export function RowsToolbar({ conditions, sortedBy, said, onOpen, onRefresh, onExport }: RowsToolbarProps) {
  const opens = (tool: RowsTool, popup: "dialog" | "menu") =>
    ({
      "aria-haspopup": popup,
      "aria-expanded": false,
      onClick: (event) => onOpen(tool, event.currentTarget),
    }) satisfies ComponentProps<"button">;
  return (
    <div className="mt-5 flex flex-wrap items-center gap-2">
      <Tool {...opens("filter", "dialog")} edge={conditions > 0 ? "active" : "strong"} icon={<ListFilter {...icon} />}>
        Filter
        {conditions > 0 && (
          <span className="min-w-4 rounded-tick bg-fill px-1 text-center font-semibold text-micro text-on-fill tabular-nums">
            {conditions}
          </span>
        )}
      </Tool>
      <Tool {...opens("sort", "menu")} edge="strong" icon={<ArrowDownUp {...icon} />}>
        <span className="font-regular text-muted">Sort</span>
        <span className="max-w-40 truncate max-sm:max-w-20">{sortedBy}</span>
      </Tool>
      <span className="grow" />
      <span className="text-muted text-small tabular-nums max-md:order-last max-md:w-full">{said}</span>
      <Tool edge="none" icon={<RefreshCw {...icon} />} onClick={onRefresh}>
        <span className="max-sm:sr-only">Refresh</span>
      </Tool>
      <Tool
        edge="none"
        icon={<Download {...icon} />}
        aria-haspopup="dialog"
        onClick={(event) => onExport(event.currentTarget)}
      >
        <span className="max-sm:sr-only">Export</span>
      </Tool>
      <Tool {...opens("columns", "menu")} edge="none" icon={<Columns3 {...icon} />}>
        <span className="max-sm:sr-only">Columns</span>
      </Tool>
    </div>
  );
}

const edges = {
  active: "border-accent bg-accent-soft text-accent",
  strong: "border-line-strong bg-surface text-ink-2 hover:bg-hover hover:text-ink",
  none: "border-transparent text-ink-2 hover:bg-hover hover:text-ink",
} as const;

type ToolProps = ComponentProps<"button"> & { edge: keyof typeof edges; icon: ReactNode };

function Tool({ edge, icon: drawn, children, ...attributes }: ToolProps) {
  return (
    <button
      {...attributes}
      type="button"
      className={`inline-flex h-8 items-center gap-1.5 rounded-control border px-2.5 font-medium text-body transition-colors duration-(--duration-quick) max-sm:h-9 max-sm:min-w-9 max-sm:justify-center pointer-coarse:h-11 pointer-coarse:min-w-11 ${edges[edge]}`}
    >
      {drawn}
      {children}
    </button>
  );
}
