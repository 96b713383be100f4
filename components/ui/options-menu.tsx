import { Lock, type LucideIcon } from "lucide-react";
import { Fragment, type ReactNode, useId, useRef } from "react";
import { Menu, MenuItem, MenuLink, MenuRule } from "./menu";

export type Option<C extends string> = { label: string; icon: LucideIcon } & (
  | { change: C; danger?: true; refused?: boolean }
  | { href: string }
);

type OptionsMenuProps<C extends string> = {
  /** The **More options** button. */
  anchor: HTMLElement;
  /** What the options are of. */
  name: string;
  /** Why the refused ones cannot be chosen, and what to do; null when none is refused. */
  refusal: ReactNode;
  /** In their order; those that take something away come last, after a rule. */
  options: readonly Option<C>[];
  /** Called when focus is back on the anchor. */
  onChoose: (change: C) => void;
  /** Follows an option that is a link, also when focus is back on the anchor. */
  onFollow?: (href: string) => void;
  onClose: () => void;
};

/** **More options** of one thing. What this reader may not do stays in its place, with the reason on top. */
export function OptionsMenu<C extends string>(props: OptionsMenuProps<C>) {
  const { anchor, name, refusal, options, onChoose, onFollow, onClose } = props;
  const reasonId = useId();
  const afterClose = useRef<(() => void) | null>(null);
  return (
    <Menu anchor={anchor} label={`More options for ${name}`} align="end" onClose={onClose} afterClose={afterClose}>
      {refusal !== null && (
        <>
          <p id={reasonId} className="flex gap-2 px-2.5 pt-2 pb-1.5 text-ink-2 text-small">
            <Lock className="mt-px size-3.5 shrink-0 text-muted" strokeWidth={2} aria-hidden />
            <span className="min-w-0 wrap-anywhere">{refusal}</span>
          </p>
          <MenuRule />
        </>
      )}
      {options.map((option, at) => (
        <Fragment key={option.label}>
          {"danger" in option && at > 0 && <MenuRule />}
          <OptionItem
            option={option}
            reasonId={reasonId}
            onChoose={(change) => {
              afterClose.current = () => onChoose(change);
            }}
            onFollow={(href) => {
              afterClose.current = () => onFollow?.(href);
              onClose();
            }}
          />
        </Fragment>
      ))}
    </Menu>
  );
}

type OptionItemProps<C extends string> = {
  option: Option<C>;
  reasonId: string;
  onChoose: (change: C) => void;
  onFollow: (href: string) => void;
};

function OptionItem<C extends string>({ option, reasonId, onChoose, onFollow }: OptionItemProps<C>) {
  const icon = <option.icon className="size-4 shrink-0" strokeWidth={1.75} aria-hidden />;
  if ("href" in option) {
    return (
      <MenuLink icon={icon} href={option.href} onFollow={() => onFollow(option.href)}>
        {option.label}
      </MenuLink>
    );
  }
  const { change, danger = false, refused = false } = option;
  return (
    <MenuItem icon={icon} danger={danger} refusedBy={refused ? reasonId : undefined} onSelect={() => onChoose(change)}>
      {option.label}
    </MenuItem>
  );
}
