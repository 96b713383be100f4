"use client";

import { Copy, KeyRound, Lock, Pencil, Trash2, Users } from "lucide-react";
import { useId, useRef } from "react";
import type { ConnectionAbility, ConnectionRow } from "@/lib/connections/schema";
import { useNavigate } from "../shell/navigation";
import { Menu, MenuItem, MenuLink, MenuRule } from "../ui/menu";

export type RowChange = "rename" | "reconnect" | "duplicate" | "delete";

type RowMenuProps = {
  anchor: HTMLElement;
  row: Pick<ConnectionRow, "id" | "name" | "abilities">;
  onClose: () => void;
  /** Called when focus is back on the anchor. */
  onChoose: (change: RowChange) => void;
};

const icon = { size: 16, strokeWidth: 1.75, "aria-hidden": true } as const;

/** Everything that can be done to a connection. What this reader may not do stays in its place, with the reason on top. */
export function RowMenu({ anchor, row, onClose, onChoose }: RowMenuProps) {
  const navigate = useNavigate();
  const reasonId = useId();
  const afterClose = useRef<(() => void) | null>(null);
  const may = (ability: ConnectionAbility) => row.abilities.includes(ability);
  const item = (change: RowChange) => ({
    refusedBy: may(`connection.${change}`) ? undefined : reasonId,
    onSelect: () => {
      afterClose.current = () => onChoose(change);
    },
  });
  const restricted = !(
    may("connection.rename") &&
    may("connection.reconnect") &&
    may("connection.duplicate") &&
    may("connection.delete")
  );
  const shareHref = `/connections/${row.id}/share`;
  return (
    <Menu anchor={anchor} label={`More options for ${row.name}`} align="end" onClose={onClose} afterClose={afterClose}>
      {restricted && (
        <p id={reasonId} className="mb-1 flex gap-2 border-line border-b px-2.5 pt-2 pb-2.5 text-ink-2 text-small">
          <Lock size={14} strokeWidth={2} aria-hidden="true" className="mt-px shrink-0 text-muted" />
          <span>
            <b className="text-ink">Share this connection with yourself</b> to rename, reconnect, duplicate or delete
            it.
          </span>
        </p>
      )}
      <MenuItem icon={<Pencil {...icon} />} {...item("rename")}>
        Rename
      </MenuItem>
      <MenuItem icon={<KeyRound {...icon} />} {...item("reconnect")}>
        Reconnect
      </MenuItem>
      <MenuLink
        icon={<Users {...icon} />}
        href={shareHref}
        onFollow={() => {
          afterClose.current = () => navigate(shareHref);
          onClose();
        }}
      >
        Share
      </MenuLink>
      <MenuItem icon={<Copy {...icon} />} {...item("duplicate")}>
        Duplicate
      </MenuItem>
      <MenuRule />
      <MenuItem icon={<Trash2 {...icon} />} danger {...item("delete")}>
        Delete
      </MenuItem>
    </Menu>
  );
}
