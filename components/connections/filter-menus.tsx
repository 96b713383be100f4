"use client";

import { useState } from "react";
import { Menu, MenuCheckboxItem, MenuHeading, MenuItem, MenuRadioGroup, MenuRule } from "../ui/menu";
import { connectorNames, connectorOrder } from "./connector-names";
import { columnLabels, columnOrder, hasFilters, hideableColumns, type ListView } from "./list-url";
import { showLabels, statusLabels, statusOrder } from "./status-words";
import type { ChangeList } from "./use-list-navigation";

/** Which choices a menu of the toolbar offers; "all" is the phone's one sheet. */
export type ToolbarMenu = "connector" | "status" | "show" | "columns" | "sort" | "all";

type FilterMenuProps = {
  menu: ToolbarMenu;
  anchor: HTMLElement;
  view: ListView;
  onChange: ChangeList;
  onClose: () => void;
};

const labels = {
  connector: "Connector",
  status: "Status",
  show: "Show",
  columns: "Columns",
  sort: "Sort by",
  all: "Filter and sort",
} as const satisfies Record<ToolbarMenu, string>;

export function FilterMenu({ menu, anchor, view, onChange, onClose }: FilterMenuProps) {
  // Ticks answer at once; the rows follow.
  const [chosen, setChosen] = useState(view);
  const change = (patch: Partial<ListView>) => {
    setChosen({ ...chosen, ...patch });
    onChange(patch);
  };
  const parts = { view: chosen, change };
  const end = menu === "columns" || menu === "all" || menu === "sort";
  return (
    <Menu anchor={anchor} label={labels[menu]} align={end ? "end" : "start"} onClose={onClose}>
      {menu === "connector" && <ConnectorChoice {...parts} />}
      {menu === "status" && <StatusChoice {...parts} />}
      {menu === "show" && <ShowChoice {...parts} />}
      {menu === "columns" && <ColumnChoice {...parts} />}
      {menu === "sort" && <SortChoice {...parts} />}
      {menu === "all" && (
        <>
          <MenuHeading>Status</MenuHeading>
          <StatusChoice {...parts} />
          <MenuHeading>Connector</MenuHeading>
          <ConnectorChoice {...parts} />
          <MenuHeading>Show</MenuHeading>
          <ShowChoice {...parts} />
          <MenuHeading>Columns</MenuHeading>
          <ColumnChoice {...parts} />
        </>
      )}
      {menu !== "columns" && menu !== "sort" && hasFilters(chosen) && (
        <>
          <MenuRule />
          <MenuItem onSelect={() => onChange({ connector: [], status: [], show: "all" })}>Clear filters</MenuItem>
        </>
      )}
    </Menu>
  );
}

type ChoiceProps = { view: ListView; change: (patch: Partial<ListView>) => void };

/** The list with `value` in it or out of it, in the order of `all`. */
function toggled<T extends string>(all: readonly T[], now: readonly T[], value: T, on: boolean): T[] {
  return all.filter((option) => (option === value ? on : now.includes(option)));
}

function ConnectorChoice({ view, change }: ChoiceProps) {
  return connectorOrder.map((id) => (
    <MenuCheckboxItem
      key={id}
      checked={view.connector.includes(id)}
      onChange={(on) => change({ connector: toggled(connectorOrder, view.connector, id, on) })}
    >
      {connectorNames[id]}
    </MenuCheckboxItem>
  ));
}

function StatusChoice({ view, change }: ChoiceProps) {
  return statusOrder.map((id) => (
    <MenuCheckboxItem
      key={id}
      checked={view.status.includes(id)}
      onChange={(on) => change({ status: toggled(statusOrder, view.status, id, on) })}
    >
      {statusLabels[id]}
    </MenuCheckboxItem>
  ));
}

const shows = ["all", "created", "shared"] as const;

function ShowChoice({ view, change }: ChoiceProps) {
  return (
    <MenuRadioGroup
      label="Show"
      value={view.show}
      options={shows.map((value) => ({ value, label: showLabels[value] }))}
      onChange={(show) => change({ show })}
    />
  );
}

function ColumnChoice({ view, change }: ChoiceProps) {
  return hideableColumns.map((id) => (
    <MenuCheckboxItem
      key={id}
      checked={!view.hidden.includes(id)}
      onChange={(on) => change({ hidden: toggled(hideableColumns, view.hidden, id, !on) })}
    >
      {columnLabels[id]}
    </MenuCheckboxItem>
  ));
}

const directionLabels = {
  name: { asc: "A to Z", desc: "Z to A" },
  connector: { asc: "A to Z", desc: "Z to A" },
  created_at: { asc: "Oldest first", desc: "Newest first" },
  modified_at: { asc: "Oldest first", desc: "Newest first" },
  shared_with: { asc: "Fewest first", desc: "Most first" },
  objects: { asc: "Fewest first", desc: "Most first" },
} as const;
const directions = ["desc", "asc"] as const;

function SortChoice({ view, change }: ChoiceProps) {
  return (
    <>
      <MenuRadioGroup
        label="Sort by"
        value={view.sort}
        options={columnOrder.map((value) => ({ value, label: columnLabels[value] }))}
        onChange={(sort) => change({ sort, direction: sort === "name" || sort === "connector" ? "asc" : "desc" })}
      />
      <MenuRule />
      <MenuRadioGroup
        label="Order"
        value={view.direction}
        options={directions.map((value) => ({ value, label: directionLabels[view.sort][value] }))}
        onChange={(direction) => change({ direction })}
      />
    </>
  );
}
