"use client";

import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { ReadLinkedObjects } from "./read-linked-objects";

type UsedByProps = {
  connectionId: string;
  /** Its links open a new tab, because something is typed beside them. */
  apart?: boolean;
  /** What will happen to them. */
  children: string;
  className?: string;
};

/** One sentence on the objects that something touches, and the list behind **Show them**, read only when it is asked for. */
export function UsedBy({ connectionId, apart = false, children, className }: UsedByProps) {
  const [shown, setShown] = useState(false);
  const id = useId();
  return (
    <div className={className}>
      <p className="text-body text-ink-2">
        {children}{" "}
        <button
          type="button"
          aria-expanded={shown}
          aria-controls={id}
          onClick={() => setShown(!shown)}
          className="inline-flex min-h-6 items-center gap-0.5 rounded-tick font-medium text-accent hover:underline"
        >
          {shown ? "Hide them" : "Show them"}
          <ChevronRight className={`size-4 ${shown ? "rotate-90" : ""}`} strokeWidth={1.75} aria-hidden />
        </button>
      </p>
      <div id={id} className={shown ? "mt-2.5" : undefined}>
        {shown && <ReadLinkedObjects connectionId={connectionId} apart={apart} />}
      </div>
    </div>
  );
}
