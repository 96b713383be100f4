"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Failure } from "@/lib/errors";
import type { RehearsedVersion } from "@/lib/objects/rehearsal/schema";
import { ask } from "../../shell/ask";

/** What is asked of which route; a new one is asked at once, in place of the one before. */
export type RehearsalQuestion = { href: string; input: unknown };

export type RehearsalView =
  | { phase: "idle" }
  | { phase: "running"; startedAt: number; isAgain: boolean }
  | { phase: "done"; rehearsed: RehearsedVersion }
  | { phase: "failed"; failure: Failure };

/** `turn` is how often the same was asked. */
type Answer = { key: string; turn: number; view: RehearsalView };

const cancelled: Failure = { code: "cancelled", message: "Nothing was changed.", reference: null };
const idle: RehearsalView = { phase: "idle" };

/** Rehearses what `question` asks for, again on `again`, and stops on the external server when nobody waits any more. */
export function useRehearsal(question: RehearsalQuestion | null) {
  const key = question === null ? null : JSON.stringify(question);
  const [turn, setTurn] = useState(0);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const running = useRef<AbortController | null>(null);

  useEffect(() => {
    if (key === null) return;
    const asking = new AbortController();
    running.current = asking;
    const { href, input }: RehearsalQuestion = JSON.parse(key);
    setAnswer({ key, turn, view: { phase: "running", startedAt: Date.now(), isAgain: turn > 0 } });
    ask<RehearsedVersion>(href, input, asking.signal).then(
      (result) => {
        if (asking.signal.aborted) return;
        setAnswer({
          key,
          turn,
          view: result.ok ? { phase: "done", rehearsed: result.value } : { phase: "failed", failure: result.error },
        });
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
  const view: RehearsalView = answer !== null && answer.key === key && answer.turn === turn ? answer.view : idle;
  return { view, again, cancel };
}
