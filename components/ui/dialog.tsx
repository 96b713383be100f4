"use client";

import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import { type ReactNode, useRef, useState } from "react";
import { IconButton } from "./button";
import { classNames } from "./class-names";
import { DiscardQuestion } from "./discard-question";

const widths = {
  people: "sm:w-[520px] max-h-full",
  notice: "sm:w-[600px] max-h-full",
  wide: "sm:w-[720px] max-h-full",
  picker: "sm:w-[640px] max-h-full max-sm:h-full",
  // Forms keep their height: an error that appears on leaving a field must not move the button being pressed.
  form: "sm:w-[720px] h-full sm:max-h-[min(100%,52rem)]",
  "short-form": "sm:w-[720px] h-full sm:max-h-[min(100%,45rem)]",
} as const;

export type Opener = HTMLElement | null | undefined;

export type DialogProps = {
  title: string;
  /** Beside the title, e.g. where this writes to. */
  chip?: ReactNode;
  /** Before the title, 36 px. */
  tile?: ReactNode;
  /** One line under the title. */
  line?: ReactNode;
  /** Laid across the top edge. */
  rail?: ReactNode;
  width: keyof typeof widths;
  /** What someone typed and would lose; then closing asks first. Null when nothing would be lost. */
  unsaved?: string | null;
  /** While false, neither Escape nor the scrim nor the x close it. */
  closable?: boolean;
  /** What gets the focus at the end; by default what had it before. A function is asked when it closes. */
  opener?: Opener | (() => Opener);
  onClose: () => void;
  /** Between body and footer: always in view, but on a phone scrolling with the body. */
  docked?: ReactNode;
  /** `close` asks first when something typed would be lost. */
  footer: (close: () => void) => ReactNode;
  children: ReactNode;
};

/** A dialog; under 640 px a sheet from the bottom. Focus starts at `[data-first]`, else at the first field, else at the last button. */
export function Dialog(props: DialogProps) {
  const { width, unsaved = null, closable = true, opener, onClose } = props;
  const content = useRef<HTMLDivElement>(null);
  const [asking, setAsking] = useState(false);
  const requestClose = () => {
    if (!closable) return;
    if (unsaved === null) onClose();
    else setAsking(true);
  };
  return (
    <Radix.Root open onOpenChange={(open) => !open && requestClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-30 flex items-end justify-center bg-scrim transition-opacity duration-160 ease-settle max-sm:pt-4 sm:items-center sm:p-6 starting:opacity-0">
          <Radix.Content
            ref={content}
            {...(props.line === undefined ? { "aria-describedby": undefined } : {})}
            className={classNames(
              "flex w-full max-w-full flex-col overflow-hidden bg-surface text-ink shadow-dialog outline-none",
              "border border-line-strong max-sm:rounded-t-dialog max-sm:border-x-0 max-sm:border-b-0 sm:rounded-dialog",
              "transition duration-160 ease-settle starting:translate-y-2 starting:opacity-0",
              widths[width],
            )}
            onOpenAutoFocus={(event) => {
              event.preventDefault();
              focusFirst(content.current);
            }}
            onCloseAutoFocus={(event) => {
              const target = typeof opener === "function" ? opener() : opener;
              if (target === undefined || target === null) return;
              event.preventDefault();
              focusAgain(target);
            }}
          >
            {props.rail}
            <Header {...props} />
            <div className="min-h-0 grow max-sm:overflow-y-auto sm:flex sm:flex-col">
              <div className="min-h-0 grow overscroll-contain sm:overflow-y-auto">{props.children}</div>
              {props.docked}
            </div>
            <div className="flex shrink-0 items-center gap-2 border-t border-line bg-sunken px-6 py-3.5 max-sm:flex-wrap max-sm:p-3">
              {props.footer(requestClose)}
            </div>
            {asking && unsaved !== null && (
              <DiscardQuestion what={unsaved} onKeep={() => setAsking(false)} onDiscard={onClose} />
            )}
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Header({ title, chip, tile, line }: DialogProps) {
  return (
    <div className="flex shrink-0 items-center gap-3 border-b border-line py-4 pr-3 pl-6 max-sm:py-3 max-sm:pr-1 max-sm:pl-4">
      {tile}
      <div className="min-w-0 grow">
        <Radix.Title className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-title font-semibold tracking-[-0.008em]">
          {title}
          {chip}
        </Radix.Title>
        {line !== undefined && (
          <Radix.Description className="text-body text-ink-2 wrap-anywhere">{line}</Radix.Description>
        )}
      </div>
      <Radix.Close asChild>
        <IconButton name="Close" className="size-9 self-start max-sm:size-11">
          <X className="size-[18px]" aria-hidden />
        </IconButton>
      </Radix.Close>
    </div>
  );
}

function focusFirst(content: HTMLElement | null): void {
  const first =
    content?.querySelector<HTMLElement>("[data-first]") ??
    content?.querySelector<HTMLElement>("input:not([readonly]), select, textarea") ??
    [...(content?.querySelectorAll<HTMLElement>("button") ?? [])].at(-1);
  (first ?? content)?.focus();
}

/** Where the focus goes when what opened a dialog is gone with what the dialog did. */
export function pageHeading(): HTMLElement | null {
  const heading = document.querySelector<HTMLElement>("main h1");
  heading?.setAttribute("tabindex", "-1");
  return heading;
}

// A next dialog may have taken over already.
function focusAgain(opener: HTMLElement): void {
  if (document.querySelector('[role="dialog"]') !== null) return;
  (opener.isConnected ? opener : pageHeading())?.focus();
}
