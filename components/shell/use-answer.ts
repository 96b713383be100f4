"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Failure } from "@/lib/errors";
import { ask } from "./ask";

export type Answer<T> = {
  /** What was read last; it stays while the next is on its way. */
  value: T | null;
  failure: Failure | null;
  isReading: boolean;
  again: () => void;
  /** Stops the query on the external server too. */
  cancel: () => void;
};

const cancelled: Failure = { code: "cancelled", message: "Nothing was changed.", reference: null };

/** Reads something live, and again when `question` changes or on `again`. An answer to an earlier question is never shown. */
export function useAnswer<T>(href: string, question: object): Answer<T> {
  const body = JSON.stringify(question);
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<Omit<Answer<T>, "again" | "cancel"> & { turn: number }>({
    value: null,
    failure: null,
    isReading: true,
    turn,
  });
  const abort = useRef<AbortController | null>(null);
  useEffect(() => {
    const reading = new AbortController();
    abort.current = reading;
    setState((before) => ({ ...before, failure: null, isReading: true, turn }));
    ask<T>(href, JSON.parse(body), reading.signal).then(
      (result) => {
        if (reading.signal.aborted) return;
        if (result.ok) setState({ value: result.value, failure: null, isReading: false, turn });
        else setState({ value: null, failure: result.error, isReading: false, turn });
      },
      () => undefined,
    );
    return () => reading.abort();
  }, [href, body, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  const cancel = useCallback(() => {
    abort.current?.abort();
    setState((before) => ({ ...before, value: null, failure: cancelled, isReading: false }));
  }, []);
  const { value, failure, isReading } = state;
  return { value, failure, isReading, again, cancel };
}
