"use client";

import { Pencil, Trash2, Users } from "lucide-react";
import { OptionsMenu } from "@/components/ui/options-menu";
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

/** Everything that can be done to an app. */
export default function AppMenu({ app, environment, ...menu }: AppMenuProps) {
  const navigate = useNavigate();
  const refused = (change: AppChange) => !app.abilities.includes(`app.${change}`);
  return (
    <OptionsMenu
      {...menu}
      name={app.name}
      refusal={refused("rename") || refused("delete") ? refusal(app) : null}
      options={[
        { label: "Rename", icon: Pencil, change: "rename", refused: refused("rename") },
        { label: "Members", icon: Users, href: `/apps/${app.id}/members?environment=${environment}` },
        { label: "Delete", icon: Trash2, change: "delete", danger: true, refused: refused("delete") },
      ]}
      onFollow={navigate}
    />
  );
}

function refusal({ level, ask }: AppRow): string {
  return level === null
    ? "Add yourself to this app’s members to rename or delete it."
    : `Renaming or deleting an app takes "manage" in it. ${ask}`;
}
