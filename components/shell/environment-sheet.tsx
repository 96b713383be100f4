"use client";

import { useRef } from "react";
import type { Environment } from "@/lib/connections/schema";
import { Menu, MenuRadioGroup } from "../ui/menu";
import { EnvironmentGlyph, environmentLabels, environmentOrder } from "./environment";
import { useNavigate } from "./navigation";

type EnvironmentSheetProps = {
  anchor: HTMLElement;
  environment: Environment;
  hrefs: Record<Environment, string>;
  onClose: () => void;
};

export function EnvironmentSheet({ anchor, environment, hrefs, onClose }: EnvironmentSheetProps) {
  const navigate = useNavigate();
  const afterClose = useRef<(() => void) | null>(null);
  return (
    <Menu anchor={anchor} label="Environment" align="end" onClose={onClose} afterClose={afterClose}>
      <MenuRadioGroup
        label="Environment"
        value={environment}
        options={environmentOrder.map((value) => ({
          value,
          label: environmentLabels[value],
          icon: <EnvironmentGlyph environment={value} className="size-4" />,
        }))}
        onChange={(value) => {
          afterClose.current = () => navigate(hrefs[value], { scope: "list" });
          onClose();
        }}
      />
    </Menu>
  );
}
