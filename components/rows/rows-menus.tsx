"use client";

import { Copy, Pencil, Trash2 } from "lucide-react";
import type { ObjectColumn } from "@/lib/objects/schema";
import { isSortable, type RowsView } from "@/lib/rows/view/schema";
import { Menu, MenuCheckboxItem, MenuHeading, MenuItem, MenuRadioGroup, MenuRule } from "../ui/menu";
import { OptionsMenu } from "../ui/options-menu";
import { headerText } from "./format";

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
      {/* First, as there may be sixty columns below. */}
      <MenuRadioGroup
        label="Order"
        value={sort.direction}
        options={[
          { value: "asc", label: "Ascending, null last" },
          { value: "desc", label: "Descending, null first" },
        ]}
        onChange={(direction) => onChange({ sort: { column: sort.column, direction } })}
      />
      <MenuRule />
      <MenuHeading>Sort by</MenuHeading>
      <MenuRadioGroup
        label="Sort by"
        value={sort.column}
        options={sortable.map((column) => ({ value: column.name, label: headerText(column) }))}
        onChange={(column) => onChange({ sort: { column, direction: sort.direction } })}
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

export type RowChange = "edit" | "copy" | "delete";

type RowMenuProps = MenuProps & {
  rowKey: string;
  /** Why the reader may not write; null when they may. */
  refusal: string | null;
  /** Called when focus is back on the anchor. */
  onChoose: (change: RowChange) => void;
};

/** What can be done with a row. */
export function RowMenu({ rowKey, refusal, ...menu }: RowMenuProps) {
  const refused = refusal !== null;
  return (
    <OptionsMenu
      {...menu}
      name={rowKey}
      refusal={refusal}
      options={[
        { label: "Edit", icon: Pencil, change: "edit", refused },
        { label: "Copy row", icon: Copy, change: "copy" },
        { label: "Delete", icon: Trash2, change: "delete", danger: true, refused },
      ]}
    />
  );
}
