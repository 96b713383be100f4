"use client";

import * as Popover from "radix-ui/popover";
import type { ConnectionRow } from "@/lib/connections/schema";
import { floatingContainer, keepForAnchor, useOpenState } from "../ui/floating";
import { ReadLinkedObjects } from "./read-linked-objects";

type LinkedObjectsPopoverProps = { anchor: HTMLElement; row: ConnectionRow; onClose: () => void };

/** What stands behind the number in a row: the objects by app, read when it is opened. */
export function LinkedObjectsPopover({ anchor, row, onClose }: LinkedObjectsPopoverProps) {
  useOpenState(anchor, onClose);
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={{ current: anchor }} />
      <Popover.Portal container={floatingContainer(anchor)}>
        <div>
          <div className="floating-scrim" />
          <Popover.Content
            align="end"
            sideOffset={4}
            collisionPadding={8}
            aria-label={`External data objects of ${row.name}`}
            className="floating md:w-110 md:p-3"
            onInteractOutside={(event) => keepForAnchor(event, anchor)}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              anchor.focus();
            }}
          >
            <h2 className="mb-2.5 font-semibold text-strong">External data objects</h2>
            <ReadLinkedObjects connectionId={row.id} />
          </Popover.Content>
        </div>
      </Popover.Portal>
    </Popover.Root>
  );
}
