import type { ReactNode } from "react";
import type { ConnectorId } from "@/lib/connectors/forms";

const drawings = {
  postgresql: (
    <>
      <ellipse cx="12" cy="5.8" rx="7" ry="2.6" />
      <path d="M5 5.8v12.4c0 1.4 3.1 2.6 7 2.6s7-1.2 7-2.6V5.8" />
      <path d="M5 10c0 1.4 3.1 2.6 7 2.6s7-1.2 7-2.6M5 14.1c0 1.4 3.1 2.6 7 2.6s7-1.2 7-2.6" />
    </>
  ),
} as const satisfies Record<ConnectorId, ReactNode>;

/** A connector in ink: never a vendor's logo or colour. */
export function ConnectorGlyph({
  connector,
  className = "size-[18px]",
}: {
  connector: ConnectorId;
  className?: string;
}) {
  return (
    <svg
      className={`${className} shrink-0`}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {drawings[connector]}
    </svg>
  );
}

/** The drawing once, for pages that use it in many rows: `<use href="#connector-postgresql">`. */
export function ConnectorSymbol({ connector }: { connector: ConnectorId }) {
  return (
    <symbol
      id={`connector-${connector}`}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {drawings[connector]}
    </symbol>
  );
}

const tiles = {
  28: { box: "size-7", glyph: "size-[18px]" },
  36: { box: "size-9", glyph: "size-[22px]" },
  40: { box: "size-10", glyph: "size-6" },
} as const;

/** The glyph in a square: systems are square, people are round. */
export function ConnectorTile({ connector, size }: { connector: ConnectorId; size: keyof typeof tiles }) {
  return (
    <span
      className={`${tiles[size].box} inline-flex shrink-0 items-center justify-center rounded-control border border-line bg-sunken text-ink-2`}
    >
      <ConnectorGlyph connector={connector} className={tiles[size].glyph} />
    </span>
  );
}
