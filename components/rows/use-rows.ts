"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Failure } from "@/lib/errors";
import type { Environment } from "@/lib/policy";
import type { Condition, RowsPage } from "@/lib/rows/schema";
import type { RowsView } from "@/lib/rows/view/schema";
import { ask } from "../shell/ask";

export type RowsPlace = { objectId: string; environment: Environment; href: string };

export type RowsReading = {
  /** What was read last; it stays while the next is on its way. */
  page: RowsPage | null;
  failure: Failure | null;
  isReading: boolean;
  refresh: () => void;
  /** Stops the query on the external server too. */
  cancel: () => void;
};

const cancelled: Failure = { code: "cancelled", message: "Nothing was changed.", reference: null };

/** Reads the page that the view asks for, and again on `refresh`. An answer to an earlier question is never shown. */
export function useRows(place: RowsPlace, view: RowsView): RowsReading {
  const { where, sort, after, before } = view;
  const { objectId, environment, href } = place;
  const question = useMemo(
    () => JSON.stringify({ objectId, environment, view: { where, sort, after, before } }),
    [objectId, environment, where, sort, after, before],
  );
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<Pick<RowsReading, "page" | "failure" | "isReading"> & { turn: number }>({
    page: null,
    failure: null,
    isReading: true,
    turn,
  });
  const abort = useRef<AbortController | null>(null);

  useEffect(() => {
    const reading = new AbortController();
    abort.current = reading;
    setState((before) => ({ ...before, failure: null, isReading: true, turn }));
    ask<RowsPage>(`${href}/rows`, JSON.parse(question), reading.signal).then(
      (result) => {
        if (reading.signal.aborted) return;
        if (result.ok) setState({ page: result.value, failure: null, isReading: false, turn });
        else setState({ page: null, failure: result.error, isReading: false, turn });
      },
      () => undefined,
    );
    return () => reading.abort();
  }, [href, question, turn]);

  const refresh = useCallback(() => setTurn((before) => before + 1), []);
  const cancel = useCallback(() => {
    abort.current?.abort();
    setState((before) => ({ ...before, page: null, failure: cancelled, isReading: false }));
  }, []);
  const { page, failure, isReading } = state;
  return { page, failure, isReading, refresh, cancel };
}

/** How many rows match; null while it is not known, or cannot be. `turn` asks again. */
export function useCount(place: RowsPlace, where: readonly Condition[] | null, turn: unknown): number | null {
  const { objectId, environment, href } = place;
  const question = useMemo(
    () => (where === null ? null : JSON.stringify({ objectId, environment, where })),
    [objectId, environment, where],
  );
  const [answer, setAnswer] = useState<{ question: string; turn: unknown; count: number } | null>(null);

  useEffect(() => {
    if (question === null) return;
    const counting = new AbortController();
    // While somebody types, only the last question is asked.
    const timer = setTimeout(() => {
      ask<number>(`${href}/rows/count`, JSON.parse(question), counting.signal).then(
        (result) => setAnswer(result.ok ? { question, turn, count: result.value } : null),
        () => undefined,
      );
    }, 150);
    return () => {
      clearTimeout(timer);
      counting.abort();
    };
  }, [href, question, turn]);

  return answer !== null && answer.question === question ? answer.count : null;
}
