"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Failure } from "@/lib/errors";
import { ask } from "./ask";

type Asking = { startedAt: number } | null;
/** `stopped`: whoever asked gave up waiting; what is there now says how it ended. */
export type Said<T> = { answer: T } | { failure: Failure } | { stopped: true };

/** Asks a route for something that may take long, and says how it went. `stop` gives up; so does leaving the page. */
export function useAsking<T>(href: string, onSaid: (said: Said<T>) => void) {
  const [asking, setAsking] = useState<Asking>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function send(input: unknown): Promise<void> {
    const controller = new AbortController();
    running.current = controller;
    setAsking({ startedAt: Date.now() });
    const said = await ask<T>(href, input, controller.signal).then(
      (result): Said<T> => (result.ok ? { answer: result.value } : { failure: result.error }),
      (): Said<T> => ({ stopped: true }),
    );
    setAsking(null);
    onSaid(said);
  }

  const stop = useCallback(() => running.current?.abort(), []);
  return { asking, send, stop };
}
