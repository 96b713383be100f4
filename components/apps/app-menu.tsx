"use client";

import { Lock, Pencil, Trash2, Users } from "lucide-react";
import { useId, useRef } from "react";
import { Menu, MenuItem, MenuLink, MenuRule } from "@/components/ui/menu";
import type { AppRow } from "@/lib/apps/schema";
import type { Environment } from "@/lib/policy";
import { useNavigate } from "../shell/navigation";

export type AppChange = "rename" | "delete";

type AppMenuProps = {
  app: AppRow;
  environment: Environment;
  anchor: HTMLElement;
  /** Called when focus is back on the anchor. */
  onChoose: (change: AppChange) => void;
  onClose: () => void;
};

const icon = { className: "size-4 shrink-0", strokeWidth: 1.75, "aria-hidden": true } as const;

/** Everything that can be done to an app. What this reader may not do stays in its place, with the reason on top. */
export default function AppMenu({ app, environment, anchor, onChoose, onClose }: AppMenuProps) {
  const navigate = useNavigate();
  const id = useId();
  const afterClose = useRef<(() => void) | null>(null);
  const restricted = !app.abilities.includes("app.rename") || !app.abilities.includes("app.delete");
  const item = (change: AppChange) => ({
    refusedBy: app.abilities.includes(`app.${change}`) ? undefined : id,
    onSelect: () => {
      afterClose.current = () => onChoose(change);
    },
  });
  const members = `/apps/${app.id}/members?environment=${environment}`;
  return (
    <Menu anchor={anchor} label={`More options for ${app.name}`} align="end" onClose={onClose} afterClose={afterClose}>
      {restricted && (
        <>
          <p id={id} className="flex gap-2 px-2.5 pt-1.5 pb-1 text-small text-ink-2">
            <Lock className="mt-px size-3.5 shrink-0 text-muted" strokeWidth={2} aria-hidden />
            {app.level === null
              ? "Add yourself to this app’s members to rename or delete it."
              : `Renaming or deleting an app takes "manage" in it. ${app.ask}`}
          </p>
          <MenuRule />
        </>
      )}
      <MenuItem icon={<Pencil {...icon} />} {...item("rename")}>
        Rename
      </MenuItem>
      <MenuLink
        icon={<Users {...icon} />}
        href={members}
        onFollow={() => {
          afterClose.current = () => navigate(members);
          onClose();
        }}
      >
        Members
      </MenuLink>
      <MenuRule />
      <MenuItem danger icon={<Trash2 {...icon} />} {...item("delete")}>
        Delete
      </MenuItem>
    </Menu>
  );
}
