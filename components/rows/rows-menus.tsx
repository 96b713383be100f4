"use client";

import { Copy, Lock, Pencil, Trash2 } from "lucide-react";
import { useId, useRef } from "react";
import type { ObjectColumn } from "@/lib/objects/schema";
import { isSortable, type RowsView } from "@/lib/rows/view/schema";
import { Menu, MenuCheckboxItem, MenuHeading, MenuItem, MenuRadioGroup, MenuRule } from "../ui/menu";
import { headerText } from "./rows-table";

type MenuProps = { anchor: HTMLElement; onClose: () => void };
type ViewMenuProps = MenuProps & {
  columns: readonly ObjectColumn[];
  view: RowsView;
  onChange: (patch: Partial<RowsView>) => void;
};

export function SortMenu({ anchor, columns, view, onChange, onClose }: ViewMenuProps) {
  const sortable = columns.filter(isSortable);
  const key = columns.find(({ primaryKey }) => primaryKey)?.name ?? "";
  const sort = view.sort ?? { column: key, direction: "asc" };
  return (
    <Menu anchor={anchor} label="Sort" onClose={onClose}>
      <MenuHeading>Sort by</MenuHeading>
      <MenuRadioGroup
        label="Sort by"
        value={sort.column}
        options={sortable.map((column) => ({ value: column.name, label: headerText(column) }))}
        onChange={(column) => onChange({ sort: { column, direction: sort.direction } })}
      />
      <MenuRule />
      <MenuRadioGroup
        label="Order"
        value={sort.direction}
        options={[
          { value: "asc", label: "Ascending, null last" },
          { value: "desc", label: "Descending, null first" },
        ]}
        onChange={(direction) => onChange({ sort: { column: sort.column, direction } })}
      />
    </Menu>
  );
}

export function ColumnsMenu({ anchor, columns, view, onChange, onClose }: ViewMenuProps) {
  return (
    <Menu anchor={anchor} label="Columns" align="end" onClose={onClose}>
      {columns
        .filter(({ primaryKey }) => !primaryKey)
        .map((column) => (
          <MenuCheckboxItem
            key={column.name}
            checked={!view.hidden.includes(column.name)}
            onChange={(on) => {
              const others = view.hidden.filter((name) => name !== column.name);
              onChange({ hidden: on ? others : [...others, column.name] });
            }}
          >
            {headerText(column)}
          </MenuCheckboxItem>
        ))}
      {view.hidden.length > 0 && (
        <>
          <MenuRule />
          <MenuItem onSelect={() => onChange({ hidden: [] })}>Show all columns</MenuItem>
        </>
      )}
    </Menu>
  );
}

const icon = { size: 16, strokeWidth: 1.75, "aria-hidden": true } as const;

type RowMenuProps = MenuProps & {
  rowKey: string;
  /** Why the reader may not write; null when they may. */
  refusal: string | null;
  onChoose: (what: "edit" | "copy" | "delete") => void;
};

/** What can be done with a row. What this reader may not do stays in its place, with the reason on top. */
export function RowMenu({ anchor, rowKey, refusal, onChoose, onClose }: RowMenuProps) {
  const reasonId = useId();
  const afterClose = useRef<(() => void) | null>(null);
  const choose = (what: "edit" | "copy" | "delete") => () => {
    afterClose.current = () => onChoose(what);
  };
  const refusedBy = refusal === null ? undefined : reasonId;
  return (
    <Menu anchor={anchor} label={`More options for ${rowKey}`} align="end" onClose={onClose} afterClose={afterClose}>
      {refusal !== null && (
        <p id={reasonId} className="mb-1 flex gap-2 border-line border-b px-2.5 pt-2 pb-2.5 text-ink-2 text-small">
          <Lock size={14} strokeWidth={2} aria-hidden="true" className="mt-px shrink-0 text-muted" />
          <span>{refusal}</span>
        </p>
      )}
      <MenuItem icon={<Pencil {...icon} />} refusedBy={refusedBy} onSelect={choose("edit")}>
        Edit
      </MenuItem>
      <MenuItem icon={<Copy {...icon} />} onSelect={choose("copy")}>
        Copy row
      </MenuItem>
      <MenuRule />
      <MenuItem icon={<Trash2 {...icon} />} danger refusedBy={refusedBy} onSelect={choose("delete")}>
        Delete
      </MenuItem>
    </Menu>
  );
}
