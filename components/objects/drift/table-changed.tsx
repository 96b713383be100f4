import { classNames } from "@/components/ui/class-names";

/** The mark of an object whose table was seen to be another one than its version says. */
export function TableChangedChip({ className }: { className?: string }) {
  return (
    <span
      className={classNames(
        "edge-forced inline-flex h-5 shrink-0 items-center whitespace-nowrap rounded-tick bg-stale-soft px-1.5 font-semibold text-micro text-stale",
        className,
      )}
    >
      Table changed
    </span>
  );
}
