import { useCallback, useEffect, useState } from "react";
import { call } from "@/components/shell/call";
import type { Failure, Result } from "@/lib/errors";

type Reading<T> = { value: T | null; failure: Failure | null; isReading: boolean; again: () => void };

/** Reads something live, and again on `again`. `read` is kept by its caller; an answer to an earlier one is not shown. */
export function useReading<T>(read: () => Promise<Result<T>>): Reading<T> {
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<Omit<Reading<T>, "again"> & { turn: number }>({
    value: null,
    failure: null,
    isReading: true,
    turn,
  });
  useEffect(() => {
    let isCurrent = true;
    setState((before) => ({ ...before, failure: null, isReading: true, turn }));
    void call("reading", read).then((result) => {
      if (!isCurrent) return;
      if (result.ok) setState({ value: result.value, failure: null, isReading: false, turn });
      else setState({ value: null, failure: result.error, isReading: false, turn });
    });
    return () => {
      isCurrent = false;
    };
  }, [read, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  const { value, failure, isReading } = state;
  return { value, failure, isReading, again };
}
