"use client";

import { Lock, UserCog, UserX } from "lucide-react";
import { useId, useRef } from "react";
import { Menu, MenuItem, MenuRule } from "@/components/ui/menu";
import type { Member } from "@/lib/apps/schema";

export type MemberChange = "level" | "remove";

type MemberMenuProps = {
  member: Member;
  anchor: HTMLElement;
  /** Why nothing can be changed; null when it can. */
  refusal: string | null;
  /** Called when focus is back on the anchor. */
  onChoose: (change: MemberChange) => void;
  onClose: () => void;
};

const icon = { className: "size-4 shrink-0", strokeWidth: 1.75, "aria-hidden": true } as const;

export default function MemberMenu({ member, anchor, refusal, onChoose, onClose }: MemberMenuProps) {
  const id = useId();
  const afterClose = useRef<(() => void) | null>(null);
  const item = (change: MemberChange) => ({
    refusedBy: refusal === null ? undefined : id,
    onSelect: () => {
      afterClose.current = () => onChoose(change);
    },
  });
  return (
    <Menu
      anchor={anchor}
      label={`More options for ${member.name}`}
      align="end"
      onClose={onClose}
      afterClose={afterClose}
    >
      {refusal !== null && (
        <>
          <p id={id} className="flex gap-2 px-2.5 pt-1.5 pb-1 text-small text-ink-2">
            <Lock className="mt-px size-3.5 shrink-0 text-muted" strokeWidth={2} aria-hidden />
            {refusal}
          </p>
          <MenuRule />
        </>
      )}
      <MenuItem icon={<UserCog {...icon} />} {...item("level")}>
        {member.level === "manage" ? "Change to use" : "Change to manage"}
      </MenuItem>
      <MenuItem danger icon={<UserX {...icon} />} {...item("remove")}>
        Remove
      </MenuItem>
    </Menu>
  );
}
