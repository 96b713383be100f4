"use client";

import { createContext, type ReactNode, use } from "react";

const TimeZoneContext = createContext<string | null>(null);

/** Shows exact times in the zone that the reader chose; null follows the browser. */
export function TimeZone({ zone, children }: { zone: string | null; children: ReactNode }) {
  return <TimeZoneContext value={zone}>{children}</TimeZoneContext>;
}

export function useTimeZone(): string | null {
  return use(TimeZoneContext);
}
