"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import type { Failure, Result } from "@/lib/errors";
import { call } from "../../shell/call";

export type LookedAt<T> =
  /** Not known yet whether there is a link at all: so the server sends the page, and without scripts it stays. */
  | { step: "starting" }
  | { step: "no-link" }
  | { step: "looking" }
  | { step: "open"; token: string; value: T }
  | { step: "refused"; failure: Failure };

/** What the link in the address is worth. Its token stands behind `#`, which the browser tells no server by itself. */
export function useLink<T>(look: (input: { token: string }) => Promise<Result<T>>): LookedAt<T> {
  const token = useSyncExternalStore(onHashChange, tokenInAddress, () => null);
  const [answered, setAnswered] = useState<{ token: string; result: Result<T> } | null>(null);
  useEffect(() => {
    if (token === null || token === "") return;
    let isCurrent = true;
    void call("reading", () => look({ token })).then((result) => {
      if (isCurrent) setAnswered({ token, result });
    });
    return () => {
      isCurrent = false;
    };
  }, [token, look]);
  if (token === null) return { step: "starting" };
  if (token === "") return { step: "no-link" };
  if (answered === null || answered.token !== token) return { step: "looking" };
  const { result } = answered;
  return result.ok ? { step: "open", token, value: result.value } : { step: "refused", failure: result.error };
}

/** As if the pasted link had been followed. */
export function followPasted(text: string): void {
  window.location.hash = text.slice(text.lastIndexOf("#") + 1).trim();
}

function onHashChange(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

const tokenInAddress = () => window.location.hash.slice(1);
