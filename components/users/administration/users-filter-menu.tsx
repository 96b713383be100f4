"use client";

import { useState } from "react";
import { Menu, MenuHeading, MenuItem, MenuRadioGroup, MenuRule } from "../../ui/menu";
import type { ChangeUsers } from "./use-users-navigation";
import { roleLabels, sortLabels, userStatusLabels } from "./user-words";
import { hasFilters, type UsersView } from "./users-url";

/** Which choices a menu of the toolbar offers; "all" is the phone's one sheet. */
export type UsersMenu = "role" | "status" | "sort" | "all";

type UsersFilterMenuProps = {
  menu: UsersMenu;
  anchor: HTMLElement;
  view: UsersView;
  onChange: ChangeUsers;
  onClose: () => void;
};

const labels = {
  role: "Role",
  status: "Status",
  sort: "Sort by",
  all: "Filter and sort",
} as const satisfies Record<UsersMenu, string>;

export function UsersFilterMenu({ menu, anchor, view, onChange, onClose }: UsersFilterMenuProps) {
  // Ticks answer at once; the rows follow.
  const [chosen, setChosen] = useState(view);
  const change = (patch: Partial<UsersView>) => {
    setChosen({ ...chosen, ...patch });
    onChange(patch);
  };
  const parts = { view: chosen, change };
  return (
    <Menu
      anchor={anchor}
      label={labels[menu]}
      align={menu === "role" || menu === "status" ? "start" : "end"}
      onClose={onClose}
    >
      {menu === "role" && <RoleChoice {...parts} />}
      {menu === "status" && <StatusChoice {...parts} />}
      {menu === "sort" && <SortChoice {...parts} />}
      {menu === "all" && (
        <>
          <MenuHeading>Role</MenuHeading>
          <RoleChoice {...parts} />
          <MenuHeading>Status</MenuHeading>
          <StatusChoice {...parts} />
          <MenuHeading>Sort by</MenuHeading>
          <SortChoice {...parts} />
          {hasFilters(chosen) && (
            <>
              <MenuRule />
              <MenuItem onSelect={() => onChange({ role: "all", status: "all" })}>Clear filters</MenuItem>
            </>
          )}
        </>
      )}
    </Menu>
  );
}

type ChoiceProps = { view: UsersView; change: (patch: Partial<UsersView>) => void };

const roles = ["all", "member", "super_admin"] as const;
const statuses = ["all", "active", "deactivated"] as const;
const sorts = ["name", "last_sign_in"] as const;
const directions = ["asc", "desc"] as const;

const directionLabels = {
  name: { asc: "A to Z", desc: "Z to A" },
  last_sign_in: { asc: "Longest ago first", desc: "Newest first" },
} as const;

function RoleChoice({ view, change }: ChoiceProps) {
  return (
    <MenuRadioGroup
      label="Role"
      value={view.role}
      options={roles.map((value) => ({ value, label: value === "all" ? "Any role" : roleLabels[value] }))}
      onChange={(role) => change({ role })}
    />
  );
}

function StatusChoice({ view, change }: ChoiceProps) {
  return (
    <MenuRadioGroup
      label="Status"
      value={view.status}
      options={statuses.map((value) => ({ value, label: value === "all" ? "Any status" : userStatusLabels[value] }))}
      onChange={(status) => change({ status })}
    />
  );
}

function SortChoice({ view, change }: ChoiceProps) {
  return (
    <>
      <MenuRadioGroup
        label="Sort by"
        value={view.sort}
        options={sorts.map((value) => ({ value, label: sortLabels[value] }))}
        onChange={(sort) => change({ sort, direction: sort === "name" ? "asc" : "desc" })}
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
