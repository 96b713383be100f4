"use client";

import { useEffect, useRef, useState } from "react";
import type { Failure } from "@/lib/errors";
import type { CheckTableInput, RepairOutcome } from "@/lib/objects/drift/schema";
import { ask } from "../../shell/ask";

/** Makes the draft; where there is one already, only once that one was seen. Leaving the dialog stops it. */
export function useRepair(href: string, place: CheckTableInput, onMade: () => void) {
  const [isRunning, setRunning] = useState(false);
  /** The draft that would be replaced, and who began it. */
  const [existing, setExisting] = useState<{ revision: number; by: string } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const asking = useRef<AbortController | null>(null);
  useEffect(() => () => asking.current?.abort(), []);

  async function make(): Promise<void> {
    const made = new AbortController();
    asking.current = made;
    const { signal } = made;
    setRunning(true);
    setFailure(null);
    try {
      const result = await ask<RepairOutcome>(href, { ...place, replaces: existing?.revision ?? null }, signal);
      if (!result.ok) return setFailure(result.error);
      if (result.value.outcome === "made") return onMade();
      setExisting(result.value);
    } catch (error) {
      // The dialog is gone, and nobody waits any more.
      if (!signal.aborted) throw error;
    } finally {
      if (!signal.aborted) setRunning(false);
    }
  }

  return { isRunning, existing, failure, run: () => void make() };
}
