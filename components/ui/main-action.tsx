import type { ReactNode } from "react";
import { classNames } from "./class-names";

type MainActionProps = {
  /** Why it is closed, with the id that the button is described by. */
  refusal?: { id: string; reason: string } | null;
  /** The button; on a phone it takes the width of the bar. */
  children: ReactNode;
};

/** What a screen is for, top right; on a phone in a bar at the bottom, in reach of the thumb. */
export function MainAction({ refusal = null, children }: MainActionProps) {
  return (
    <div
      className={classNames(
        "main-action flex flex-col items-end gap-1.5 max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-20",
        "max-md:items-stretch max-md:border-line max-md:border-t max-md:bg-page max-md:p-3",
        "max-md:pb-[calc(0.75rem+env(safe-area-inset-bottom))] max-md:[&>:is(a,button)]:h-12 max-md:[&>:is(a,button)]:text-strong",
      )}
    >
      {children}
      {refusal !== null && (
        <p
          id={refusal.id}
          className="max-w-[36ch] text-balance text-muted text-small max-md:max-w-none max-md:text-center md:text-right"
        >
          {refusal.reason}
        </p>
      )}
    </div>
  );
}
