"use client";

import { Plus } from "lucide-react";
import { useRef } from "react";
import { Menu, MenuItem, MenuRadioGroup, MenuRule } from "@/components/ui/menu";
import type { UsableConnection } from "@/lib/objects/drafts/schema";

type ConnectionMenuProps = {
  anchor: HTMLElement;
  connections: readonly UsableConnection[];
  chosen: string;
  onChoose: (id: string) => void;
  onCreate: () => void;
  onClose: () => void;
};

export default function ConnectionMenu(props: ConnectionMenuProps) {
  const { anchor, connections, chosen, onChoose, onCreate, onClose } = props;
  const afterClose = useRef<(() => void) | null>(null);
  return (
    <Menu anchor={anchor} label="Connection" isWide onClose={onClose} afterClose={afterClose}>
      {connections.length > 0 && (
        <>
          <MenuRadioGroup
            label="Development connections"
            value={chosen}
            options={connections.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => {
              onChoose(id);
              onClose();
            }}
          />
          <MenuRule />
        </>
      )}
      <MenuItem
        icon={<Plus className="size-4" strokeWidth={1.75} aria-hidden />}
        onSelect={() => {
          afterClose.current = onCreate;
        }}
      >
        New connection
      </MenuItem>
    </Menu>
  );
}
