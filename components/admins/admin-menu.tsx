"use client";

import { Lock, UserX } from "lucide-react";
import { useId, useRef } from "react";
import { Menu, MenuItem, MenuRule } from "@/components/ui/menu";
import type { Admin } from "@/lib/admins/schema";

type AdminMenuProps = {
  admin: Admin;
  anchor: HTMLElement;
  /** Why access cannot be revoked; null when it can. */
  refusal: string | null;
  onRevoke: () => void;
  onClose: () => void;
};

export default function AdminMenu({ admin, anchor, refusal, onRevoke, onClose }: AdminMenuProps) {
  const id = useId();
  const afterClose = useRef<(() => void) | null>(null);
  return (
    <Menu
      anchor={anchor}
      label={`More options for ${admin.name}`}
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
      <MenuItem
        danger
        icon={<UserX className="size-4 shrink-0" strokeWidth={1.75} aria-hidden />}
        refusedBy={refusal === null ? undefined : id}
        onSelect={() => {
          afterClose.current = onRevoke;
        }}
      >
        Revoke access
      </MenuItem>
    </Menu>
  );
}
