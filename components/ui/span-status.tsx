import type { ReactNode } from "react";

/** The states that a span can be drawn in. */
export type SpanState = "connected" | "failing" | "needs_reconnecting" | "needs_an_admin" | "paused";

export const spanLabels = {
  connected: "Connected",
  failing: "Failing",
  needs_reconnecting: "Needs reconnecting",
  needs_an_admin: "Needs an admin",
  paused: "Paused",
} as const satisfies Record<SpanState, string>;

/** Which state's colour stands for it, and what the chip lies on. */
export const spanTones = {
  connected: { ink: "text-ok", chip: "bg-ok-soft text-ok" },
  failing: { ink: "text-fail", chip: "bg-fail-soft text-fail" },
  needs_reconnecting: { ink: "text-stale", chip: "bg-stale-soft text-stale" },
  needs_an_admin: { ink: "text-stale", chip: "bg-stale-soft text-stale" },
  paused: { ink: "text-rest", chip: "bg-rest-soft text-rest" },
} as const satisfies Record<SpanState, { ink: string; chip: string }>;

const piers = (
  <>
    <circle cx="3.5" cy="12.5" r="2" fill="currentColor" stroke="none" />
    <circle cx="18.5" cy="12.5" r="2" fill="currentColor" stroke="none" />
  </>
);

// Two points and what is between them: whole, broken, raised, dashed or resting. The drawing decides, not the hue.
const drawings = {
  connected: (
    <>
      <path d="M3.5 12.5C5.5 4.7 16.5 4.7 18.5 12.5" />
      {piers}
    </>
  ),
  failing: (
    <>
      <path d="M3.5 12.5C4.1 10.2 5.5 8.6 7.2 7.7M18.5 12.5c-.6-2.3-2-3.9-3.7-4.8M9.3 4.6l3.4 3.4M12.7 4.6L9.3 8" />
      {piers}
    </>
  ),
  needs_reconnecting: (
    <>
      <path d="M3.5 12.5L8.6 4.3M18.5 12.5L13.4 4.3" />
      {piers}
    </>
  ),
  needs_an_admin: (
    <>
      <path d="M4.6 9.6C7.2 5.7 13.4 5.5 16.6 9" strokeDasharray="1.5 3.1" />
      <circle cx="3.5" cy="12.5" r="2" fill="currentColor" stroke="none" />
      <circle cx="18.5" cy="12.5" r="2" />
    </>
  ),
  paused: (
    <>
      <path d="M5.8 12.5h1.4M14.8 12.5h1.4M9.6 9.6v5.8M12.4 9.6v5.8" />
      <circle cx="3.5" cy="12.5" r="2" />
      <circle cx="18.5" cy="12.5" r="2" />
    </>
  ),
} as const satisfies Record<SpanState, ReactNode>;

type SpanStatusProps = {
  state: SpanState;
  className?: string /** Leave out where words beside it say the same. */;
  label?: string;
};

export function SpanStatus({ state, className = "h-4 w-[22px]", label }: SpanStatusProps) {
  return (
    <svg
      role={label === undefined ? undefined : "img"}
      aria-label={label}
      aria-hidden={label === undefined || undefined}
      className={`${className} shrink-0 ${spanTones[state].ink}`}
      viewBox="0 2 22 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
    >
      {drawings[state]}
    </svg>
  );
}

/** The drawing once, for pages that use it in many rows: `<use href="#span-connected">`. */
export function SpanSymbol({ state }: { state: SpanState }) {
  return (
    <symbol
      id={`span-${state}`}
      viewBox="0 2 22 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
    >
      {drawings[state]}
    </symbol>
  );
}

export function StatusChip({ state }: { state: SpanState }) {
  return (
    <span
      className={`edge-forced inline-flex h-5 shrink-0 items-center whitespace-nowrap rounded-tick px-1.5 font-semibold text-micro ${spanTones[state].chip}`}
    >
      {spanLabels[state]}
    </span>
  );
}
