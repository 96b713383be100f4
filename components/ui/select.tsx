import { ChevronDown } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";
import { controlClass } from "./field";

type SelectProps = ComponentProps<"select"> & {
  /** Before the chosen value, 16 px. */
  icon?: ReactNode;
  options: readonly { value: string; label: string }[];
};

/** The platform's own list: it works by keyboard, by touch and aloud without any script of ours. */
export function Select({ icon, options, className, ...attributes }: SelectProps) {
  return (
    <>
      {icon !== undefined && (
        <span className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center">{icon}</span>
      )}
      <select
        {...attributes}
        className={classNames(
          controlClass,
          "appearance-none truncate pr-8 text-body",
          icon !== undefined && "pl-8.5",
          className,
        )}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} className="bg-raised text-ink">
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        className="pointer-events-none absolute inset-y-0 right-2.5 my-auto size-4 text-muted"
        strokeWidth={1.75}
        aria-hidden
      />
    </>
  );
}
