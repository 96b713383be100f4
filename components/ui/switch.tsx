import { type ComponentProps, useId } from "react";
import { classNames } from "./class-names";

type SwitchProps = Omit<ComponentProps<"input">, "type" | "role" | "disabled" | "onChange"> & {
  checked: boolean;
  /** Why it stands where it stands, shown beside it: it stays focusable, and does nothing. */
  lockedBy?: string | null;
  onSwitch: (checked: boolean) => void;
  label: string;
};

/** On or off, at once. Square, as everything that is not a person. */
export function Switch({ checked, lockedBy = null, onSwitch, label, className, ...attributes }: SwitchProps) {
  const id = useId();
  const locked = lockedBy !== null;
  return (
    <span className={classNames("min-w-0", className)}>
      <label
        className={classNames(
          "inline-flex min-h-6 items-center gap-2 text-body pointer-coarse:min-h-11",
          locked ? "cursor-not-allowed text-ink-2" : "cursor-pointer text-ink",
        )}
      >
        <input
          {...attributes}
          type="checkbox"
          role="switch"
          checked={checked}
          aria-checked={checked}
          aria-disabled={locked || undefined}
          aria-describedby={locked ? id : undefined}
          onChange={(event) => !locked && onSwitch(event.target.checked)}
          className={classNames(
            "relative h-4.5 w-8 shrink-0 cursor-[inherit] appearance-none rounded-tick border transition-colors duration-90 forced-colors:appearance-auto",
            "after:absolute after:top-0.5 after:left-0.5 after:size-3 after:rounded-[2px] after:transition-transform after:duration-160 checked:after:translate-x-3.5 forced-colors:after:hidden",
            locked
              ? "border-line-strong bg-sunken after:bg-disabled"
              : "border-control bg-surface after:bg-control checked:border-transparent checked:bg-fill checked:after:bg-on-fill",
          )}
        />
        {label}
      </label>
      {locked && (
        <span id={id} className="block text-small text-muted">
          {lockedBy}
        </span>
      )}
    </span>
  );
}
