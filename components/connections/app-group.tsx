import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

type AppGroupProps = {
  name: string;
  /** How many of what: "3 objects". */
  count: string;
  /** Whether its objects are shown before anybody asks. */
  open: boolean;
  children: ReactNode;
};

/** An app and its objects, which fold away. */
export function AppGroup({ name, count, open, children }: AppGroupProps) {
  return (
    <section aria-label={name}>
      <details open={open} className="group overflow-hidden rounded-pop border border-line-strong">
        <summary className="flex min-h-9 cursor-pointer list-none items-center gap-2 bg-sunken px-3 py-2 text-body focus-visible:focus-shown-inset pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
          <ChevronRight
            className="size-4 shrink-0 text-muted group-open:rotate-90"
            strokeWidth={1.75}
            aria-hidden="true"
          />
          <h3 className="wrap-anywhere min-w-0 font-semibold">{name}</h3>
          <span className="shrink-0 text-muted text-small tabular-nums">{count}</span>
        </summary>
        {children}
      </details>
    </section>
  );
}

/** "1 object", "3 objects". */
export function objectCount(count: number): string {
  return count === 1 ? "1 object" : `${count} objects`;
}
