"use client";

import * as Radix from "radix-ui/alert-dialog";
import { useState } from "react";
import { Button } from "./button";

type DiscardQuestionProps = { what: string; onKeep: () => void; onDiscard: () => void };

/** Asked before something typed would be lost. Escape keeps it. */
export function DiscardQuestion({ what, onKeep, onDiscard }: DiscardQuestionProps) {
  const [before] = useState(() => document.activeElement);
  return (
    <Radix.Root open onOpenChange={(open) => !open && onKeep()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 flex items-center justify-center bg-scrim p-4">
          <Radix.Content
            // There is no trigger to give the focus to: it goes back to where somebody was typing.
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              if (before instanceof HTMLElement && before.isConnected) before.focus();
            }}
            className="w-[400px] max-w-full rounded-dialog border border-line-strong bg-raised p-5 shadow-dialog outline-none"
          >
            <Radix.Title className="text-title font-semibold">Close and lose what you typed?</Radix.Title>
            <Radix.Description className="mt-1 text-body text-ink-2">{what}</Radix.Description>
            <div className="mt-4 flex justify-end gap-2">
              <Button kind="quiet" onClick={onDiscard}>
                Discard
              </Button>
              <Radix.Cancel asChild>
                <Button kind="primary">Keep editing</Button>
              </Radix.Cancel>
            </div>
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}
