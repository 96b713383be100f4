import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

export type ButtonKind = "primary" | "secondary" | "quiet" | "danger";

const shape =
  "inline-flex items-center justify-center gap-1.5 rounded-control border font-medium whitespace-nowrap select-none " +
  "transition-colors duration-90 forced-colors:border-[ButtonBorder] pointer-coarse:min-h-11";

const kinds = {
  primary: "bg-fill text-on-fill border-transparent hover:bg-fill-hover",
  secondary: "bg-raised text-ink border-line-strong hover:bg-raised-hover",
  quiet: "text-ink-2 border-transparent hover:bg-hover hover:text-ink",
  danger: "bg-fail-fill text-on-fill border-transparent hover:brightness-90",
} as const satisfies Record<ButtonKind, string>;

const sizes = { control: "h-8 px-3 text-body", field: "h-9 px-3.5 text-body" } as const;

const closed = "bg-sunken text-disabled border-line cursor-not-allowed";

/** The classes of a button, for a link that looks like one. */
export function buttonClass(kind: ButtonKind = "secondary", size: keyof typeof sizes = "field"): string {
  return classNames(shape, kinds[kind], sizes[size]);
}

type ButtonProps = Omit<ComponentProps<"button">, "disabled"> & {
  kind?: ButtonKind;
  size?: keyof typeof sizes;
  icon?: ReactNode;
  /** Stays focusable, does nothing, and looks closed. Say why beside it, or by `aria-describedby`. */
  closed?: boolean;
  /** Does nothing while its work runs, without losing focus or changing its look. */
  busy?: boolean;
};

export function Button(props: ButtonProps) {
  const {
    kind = "secondary",
    size = "field",
    icon,
    closed: isClosed = false,
    busy = false,
    className,
    ...rest
  } = props;
  const { children, onClick, type = "button", ...attributes } = rest;
  const inert = isClosed || busy;
  return (
    <button
      {...attributes}
      type={type}
      aria-disabled={inert || undefined}
      aria-busy={busy || undefined}
      className={classNames(shape, isClosed ? closed : kinds[kind], sizes[size], busy && "cursor-progress", className)}
      onClick={(event) => {
        // `disabled` would drop the focus and hide the reason, so a closed button swallows its click instead.
        if (inert) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon}
      {children}
    </button>
  );
}

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label" | "children"> & {
  name: string;
  children: ReactNode;
};

/** A button that is only an icon; `name` is what it is called. */
export function IconButton({ name, className, type = "button", ...attributes }: IconButtonProps) {
  return (
    <button
      {...attributes}
      type={type}
      aria-label={name}
      className={classNames(
        "inline-flex size-8 shrink-0 items-center justify-center rounded-control text-muted transition-colors duration-90",
        "hover:bg-hover hover:text-ink pointer-coarse:size-11",
        className,
      )}
    />
  );
}
