"use client";

import { useSyncExternalStore } from "react";

/** Under 640 px dialogs are sheets, and what is docked in them scrolls with the rest. */
export const narrowQuery = "(width < 40rem)";

/** Whether dialogs are sheets now (under 640 px). False on the server, where no dialog is drawn. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(narrowQuery);
      media.addEventListener("change", changed);
      return () => media.removeEventListener("change", changed);
    },
    () => window.matchMedia(narrowQuery).matches,
    () => false,
  );
}
