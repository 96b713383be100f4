"use client";

import { Copy, KeyRound, LifeBuoy, Pencil, Trash2, UserPlus, Users } from "lucide-react";
import type { ConnectionRow } from "@/lib/connections/schema";
import { useTakeOver } from "../admins/use-take-over";
import { useNavigate } from "../shell/navigation";
import { type Option, OptionsMenu } from "../ui/options-menu";

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
export function RowMenu({ row, onChoose, ...menu }: RowMenuProps) {
  const navigate = useNavigate();
  const { takeOver } = useTakeOver(row);
  const share = `/connections/${row.id}/share`;
  const mayTakeOver = row.abilities.includes("connection.take_over");
  // What needs an admin is one click from having one.
  const care: readonly Option<RowChange | "take_over">[] = mayTakeOver
    ? [
        { label: "Take over", icon: LifeBuoy, change: "take_over" },
        { label: "Add admin", icon: UserPlus, href: share },
      ]
    : [];
  const refused = (change: RowChange) => !row.abilities.includes(`connection.${change}`);
  return (
    <OptionsMenu
      {...menu}
      name={row.name}
      refusal={
        changes.some(refused) ? (
          <>
            <b className="text-ink">
              {mayTakeOver ? "Take this connection over" : "Share this connection with yourself"}
            </b>{" "}
            to rename, reconnect, duplicate or delete it.
          </>
        ) : null
      }
      options={[
        ...care,
        { label: "Rename", icon: Pencil, change: "rename", refused: refused("rename") },
        { label: "Reconnect", icon: KeyRound, change: "reconnect", refused: refused("reconnect") },
        { label: "Share", icon: Users, href: share },
        { label: "Duplicate", icon: Copy, change: "duplicate", refused: refused("duplicate") },
        { label: "Delete", icon: Trash2, change: "delete", danger: true, refused: refused("delete") },
      ]}
      onChoose={(change) => (change === "take_over" ? takeOver() : onChoose(change))}
      onFollow={navigate}
    />
  );
}
