"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Failure } from "@/lib/errors";
import { ask } from "./ask";

/** What is asked of which route; a new one is asked at once, in place of the one before. */
export type Question = { href: string; input: unknown };

export type AskedView<T> =
  | { phase: "idle" }
  | { phase: "running"; startedAt: number; isAgain: boolean }
  | { phase: "done"; value: T }
  | { phase: "failed"; failure: Failure };

/** `turn` is how often the same was asked. */
type Answer<T> = { key: string; turn: number; view: AskedView<T> };

const cancelled: Failure = { code: "cancelled", message: "Nothing was changed.", reference: null };

/** Asks what takes long: again on `again`, and stops on the external server when nobody waits any more. */
export function useAsked<T>(question: Question | null) {
  const key = question === null ? null : JSON.stringify(question);
  const [turn, setTurn] = useState(0);
  const [answer, setAnswer] = useState<Answer<T> | null>(null);
  const running = useRef<AbortController | null>(null);

  useEffect(() => {
    if (key === null) return;
    const asking = new AbortController();
    running.current = asking;
    const { href, input }: Question = JSON.parse(key);
    setAnswer({ key, turn, view: { phase: "running", startedAt: Date.now(), isAgain: turn > 0 } });
    ask<T>(href, input, asking.signal).then(
      (result) => {
        if (asking.signal.aborted) return;
        const view: AskedView<T> = result.ok
          ? { phase: "done", value: result.value }
          : { phase: "failed", failure: result.error };
        setAnswer({ key, turn, view });
      },
      () => undefined,
    );
    return () => asking.abort();
  }, [key, turn]);

  const again = useCallback(() => setTurn((before) => before + 1), []);
  const cancel = useCallback(() => {
    running.current?.abort();
    setAnswer((before) => (before === null ? null : { ...before, view: { phase: "failed", failure: cancelled } }));
  }, []);
  // An answer to another question is none to this one, not even for the moment until it is asked.
  const isCurrent = answer !== null && answer.key === key && answer.turn === turn;
  const view: AskedView<T> = isCurrent ? answer.view : { phase: "idle" };
  return { view, again, cancel };
}
