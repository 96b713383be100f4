"use client";

import { Copy, KeyRound, Pencil, Trash2, Users } from "lucide-react";
import type { ConnectionRow } from "@/lib/connections/schema";
import { useNavigate } from "../shell/navigation";
import { OptionsMenu } from "../ui/options-menu";

const changes = ["rename", "reconnect", "duplicate", "delete"] as const;
export type RowChange = (typeof changes)[number];

type RowMenuProps = {
  anchor: HTMLElement;
  row: Pick<ConnectionRow, "id" | "name" | "abilities">;
  onClose: () => void;
  /** Called when focus is back on the anchor. */
  onChoose: (change: RowChange) => void;
};

/** Everything that can be done to a connection. */
export function RowMenu({ row, ...menu }: RowMenuProps) {
  const navigate = useNavigate();
  const refused = (change: RowChange) => !row.abilities.includes(`connection.${change}`);
  return (
    <OptionsMenu
      {...menu}
      name={row.name}
      refusal={
        changes.some(refused) ? (
          <>
            <b className="text-ink">Share this connection with yourself</b> to rename, reconnect, duplicate or delete
            it.
          </>
        ) : null
      }
      options={[
        { label: "Rename", icon: Pencil, change: "rename", refused: refused("rename") },
        { label: "Reconnect", icon: KeyRound, change: "reconnect", refused: refused("reconnect") },
        { label: "Share", icon: Users, href: `/connections/${row.id}/share` },
        { label: "Duplicate", icon: Copy, change: "duplicate", refused: refused("duplicate") },
        { label: "Delete", icon: Trash2, change: "delete", danger: true, refused: refused("delete") },
      ]}
      onFollow={navigate}
    />
  );
}
