"use client";

import * as Popover from "radix-ui/popover";
import { type ReactNode, useLayoutEffect } from "react";
import { classNames } from "../ui/class-names";
import { floatingContainer, keepForAnchor } from "../ui/floating";

type AnchoredProps = {
  anchor: HTMLElement;
  label: string;
  className?: string;
  onClose: () => void;
  children: ReactNode;
};

/** A popover at the button that asked for it; under 832 px a sheet. It stays while the page scrolls: things are typed in it. */
export function Anchored({ anchor, label, className, onClose, children }: AnchoredProps) {
  useLayoutEffect(() => {
    anchor.setAttribute("aria-expanded", "true");
    return () => anchor.setAttribute("aria-expanded", "false");
  }, [anchor]);
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={{ current: anchor }} />
      <Popover.Portal container={floatingContainer(anchor)}>
        <div>
          <div className="floating-scrim" />
          <Popover.Content
            align="start"
            sideOffset={6}
            collisionPadding={8}
            aria-label={label}
            className={classNames("floating", className)}
            onInteractOutside={(event) => keepForAnchor(event, anchor)}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              anchor.focus();
            }}
          >
            {children}
          </Popover.Content>
        </div>
      </Popover.Portal>
    </Popover.Root>
  );
}
