import type { ReactNode } from "react";
import { classNames } from "../ui/class-names";
import { EnvironmentGlyph } from "./environment";

type ProductionNoticeProps = { className?: string; children: ReactNode };

/** Says in words that this is Production, and what that means here. */
export function ProductionNotice({ className, children }: ProductionNoticeProps) {
  return (
    <p
      className={classNames(
        "edge-forced flex gap-2.5 rounded-control border-prod-edge border-l-4 bg-prod-soft px-3 py-2.5 text-body text-prod-ink",
        className,
      )}
    >
      <EnvironmentGlyph environment="production" className="mt-0.5 size-4" />
      <span className="min-w-0 wrap-anywhere">
        <b className="font-semibold">This is Production.</b> {children}
      </span>
    </p>
  );
}
