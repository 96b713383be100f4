"use client";

import { useEffect, useMemo, useState } from "react";
import type { Environment } from "@/lib/policy";
import type { Condition, RowsPage } from "@/lib/rows/schema";
import type { RowsView } from "@/lib/rows/view/schema";
import { ask } from "../shell/ask";
import { type Answer, useAnswer } from "../shell/use-answer";

export type RowsPlace = { objectId: string; environment: Environment; href: string };

/** Reads the page that the view asks for, and again on `again`. */
export function useRows({ objectId, environment, href }: RowsPlace, view: RowsView): Answer<RowsPage> {
  const { where, sort, after, before } = view;
  return useAnswer<RowsPage>(`${href}/rows`, { objectId, environment, view: { where, sort, after, before } });
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
