"use client";

import { Check } from "lucide-react";
import * as DropdownMenu from "radix-ui/dropdown-menu";
import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { floatingContainer, keepForAnchor, useOpenState } from "./floating";

type MenuProps = {
  /** The button that opened it: the menu is placed at it, and focus returns to it. */
  anchor: HTMLElement;
  label: string;
  align?: "start" | "end";
  /** As wide as its button, for a field that one chooses from. */
  isWide?: boolean;
  children: ReactNode;
  onClose: () => void;
  /** Runs once focus is back on the anchor, so that a dialog opened by an item gives it back to the same place. */
  afterClose?: RefObject<(() => void) | null>;
};

/**
 * One menu for many buttons: mounted while it is open and placed at whichever button asked for it, so that a page of rows
 * carries no menus. Load it on demand.
 */
export function Menu({ anchor, label, align = "start", isWide = false, children, onClose, afterClose }: MenuProps) {
  useOpenState(anchor, onClose);
  const content = useRef<HTMLDivElement>(null);
  const [byKeyboard] = useState(() => anchor.matches(":focus-visible"));
  // The pointer's menu waits as a whole; the keyboard's begins at its first item.
  useLayoutEffect(() => {
    if (byKeyboard) content.current?.querySelector<HTMLElement>('[role^="menuitem"]')?.focus({ preventScroll: true });
  }, [byKeyboard]);
  const { left, top, width, height } = anchor.getBoundingClientRect();
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden="true" className="pointer-events-none fixed" style={{ left, top, width, height }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={floatingContainer(anchor)}>
        <div>
          <div className="floating-scrim" />
          <DropdownMenu.Content
            ref={content}
            align={align}
            sideOffset={4}
            collisionPadding={8}
            loop
            aria-label={label}
            aria-labelledby={undefined}
            className={`floating md:p-1 ${isWide ? "md:w-(--radix-dropdown-menu-trigger-width)" : "md:w-64"}`}
            onInteractOutside={(event) => keepForAnchor(event, anchor)}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              anchor.focus();
              afterClose?.current?.();
            }}
          >
            {children}
          </DropdownMenu.Content>
        </div>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const itemClass =
  "floating-item flex w-full select-none items-center gap-2.5 rounded-control px-2.5 text-body outline-none data-[highlighted]:bg-raised-hover";

type MenuItemProps = {
  icon?: ReactNode;
  children: ReactNode;
  onSelect: () => void;
  danger?: boolean;
  /** Id of the sentence that says why it cannot be chosen. The item stays focusable, so that the reason is read. */
  refusedBy?: string | undefined;
};

export function MenuItem({ icon, children, onSelect, danger = false, refusedBy }: MenuItemProps) {
  const refused = refusedBy !== undefined;
  const colour = refused ? "text-disabled" : danger ? "text-fail" : "text-ink data-[highlighted]:font-medium";
  return (
    <DropdownMenu.Item
      className={`${itemClass} ${colour} ${refused ? "cursor-default" : "cursor-pointer"}`}
      aria-disabled={refused || undefined}
      aria-describedby={refusedBy}
      onSelect={(event) => (refused ? event.preventDefault() : onSelect())}
    >
      {icon}
      {children}
    </DropdownMenu.Item>
  );
}

type MenuLinkProps = {
  icon?: ReactNode;
  children: ReactNode;
  href: string;
  /** Id of what is said beside its name. */
  describedBy?: string | undefined;
  onFollow: () => void;
};

/** A link among the items. A plain click is the caller's (`onFollow` closes the menu too); with a modifier it opens a tab. */
export function MenuLink({ icon, children, href, describedBy, onFollow }: MenuLinkProps) {
  return (
    <DropdownMenu.Item asChild>
      <a
        className={`${itemClass} text-ink data-[highlighted]:font-medium`}
        href={href}
        aria-describedby={describedBy}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onFollow();
        }}
      >
        {icon}
        {children}
      </a>
    </DropdownMenu.Item>
  );
}

export function MenuCheckboxItem(props: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}) {
  return (
    <DropdownMenu.CheckboxItem
      checked={props.checked}
      onCheckedChange={props.onChange}
      onSelect={(event) => event.preventDefault()}
      className={`${itemClass} cursor-pointer text-ink`}
    >
      <span
        aria-hidden="true"
        className={`inline-flex size-4 shrink-0 items-center justify-center rounded-tick border ${props.checked ? "border-transparent bg-fill text-on-fill" : "border-control bg-surface"}`}
      >
        {props.checked && <Check size={12} strokeWidth={2.5} />}
      </span>
      {props.children}
    </DropdownMenu.CheckboxItem>
  );
}

type MenuRadioGroupProps<T extends string> = {
  label: string;
  value: T;
  options: readonly { value: T; label: string; icon?: ReactNode }[];
  onChange: (value: T) => void;
};

export function MenuRadioGroup<T extends string>({ label, value, options, onChange }: MenuRadioGroupProps<T>) {
  return (
    <DropdownMenu.Group aria-label={label}>
      {options.map((option) => (
        <DropdownMenu.Item
          key={option.value}
          role="menuitemradio"
          aria-checked={option.value === value}
          className={`${itemClass} cursor-pointer text-ink`}
          onSelect={(event) => {
            event.preventDefault();
            onChange(option.value);
          }}
        >
          {option.icon}
          <span className="grow">{option.label}</span>
          {option.value === value && <Check size={14} strokeWidth={2} className="text-accent" aria-hidden="true" />}
        </DropdownMenu.Item>
      ))}
    </DropdownMenu.Group>
  );
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2.5 pt-1.5 pb-1 text-muted text-small">{children}</DropdownMenu.Label>;
}

export function MenuRule() {
  return <DropdownMenu.Separator className="my-1 border-line border-t" />;
}
