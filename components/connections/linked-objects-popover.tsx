"use client";

import { Lock } from "lucide-react";
import * as Popover from "radix-ui/popover";
import { useEffect, useState } from "react";
import { listLinkedObjects } from "@/lib/connections/actions";
import type { ConnectionRow, LinkedObjects } from "@/lib/connections/schema";
import type { Failure, Result } from "@/lib/errors";
import { Notice, Reference } from "../ui/alert";
import { floatingContainer, keepForAnchor, useOpenState } from "../ui/floating";
import { hiddenObjectsText, LinkedObjectsList } from "./linked-objects-list";

type LinkedObjectsPopoverProps = { anchor: HTMLElement; row: ConnectionRow; onClose: () => void };

/** What stands behind the number in a row: the objects by app, read when it is opened. */
export function LinkedObjectsPopover({ anchor, row, onClose }: LinkedObjectsPopoverProps) {
  const [found, setFound] = useState<Result<LinkedObjects> | null>(null);

  useOpenState(anchor, onClose);

  useEffect(() => {
    let current = true;
    const show = (result: Result<LinkedObjects>) => current && setFound(result);
    listLinkedObjects({ id: row.id }).then(show, () => show({ ok: false, error: unanswered }));
    return () => {
      current = false;
    };
  }, [row.id]);

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
            className="floating md:w-90 md:p-3"
            onInteractOutside={(event) => keepForAnchor(event, anchor)}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              anchor.focus();
            }}
          >
            <h2 className="mb-2.5 font-semibold text-strong">External data objects</h2>
            <div aria-live="polite">
              <Found found={found} row={row} />
            </div>
          </Popover.Content>
        </div>
      </Popover.Portal>
    </Popover.Root>
  );
}

const unanswered: Failure = {
  code: "internal",
  message: "Linkspan did not answer. Check your network, then open the list again.",
  reference: null,
};

function Found({ found, row }: { found: Result<LinkedObjects> | null; row: ConnectionRow }) {
  if (found === null) {
    return (
      <div className="grid gap-2 [animation:show_0s_200ms_both]">
        <span className="sr-only">Reading the objects</span>
        <div className="h-9 rounded-pop bg-line" />
        <div className="h-9 rounded-pop bg-line" />
      </div>
    );
  }
  if (!found.ok) {
    return (
      <Notice tone="fail" title="The objects could not be read.">
        {found.error.message} {found.error.reference !== null && <Reference value={found.error.reference} />}
      </Notice>
    );
  }
  const hidden = hiddenObjectsText(found.value);
  return (
    <>
      <LinkedObjectsList apps={found.value.apps} environment={row.environment} />
      {found.value.total === 0 && <p className="text-ink-2">No object uses it any more.</p>}
      {hidden !== null && (
        <p className="mt-2.5 flex items-center gap-1.5 text-muted text-small first:mt-0">
          <Lock size={12} strokeWidth={2} aria-hidden="true" />
          {hidden}
        </p>
      )}
    </>
  );
}
