"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { searchPeople } from "@/lib/admins/actions";
import type { PeopleFound } from "@/lib/admins/schema";
import type { Result } from "@/lib/errors";
import { call } from "../shell/call";

const pauseMs = 180;

export type PeopleSearch = {
  /** What was found last and for which query; null before the first answer. */
  answer: { query: string; result: Result<PeopleFound> } | null;
  again: () => void;
};

/** Asks after a short pause in typing; an answer that comes late never replaces a later one. */
export function usePeopleSearch(connectionId: string, query: string): PeopleSearch {
  const [answer, setAnswer] = useState<PeopleSearch["answer"]>(null);
  const latest = useRef(0);

  const ask = useCallback(async () => {
    latest.current += 1;
    const turn = latest.current;
    const result = await call("reading", () => searchPeople({ connectionId, q: query }));
    if (turn === latest.current) setAnswer({ query, result });
  }, [connectionId, query]);

  useEffect(() => {
    const timer = setTimeout(() => void ask(), query === "" ? 0 : pauseMs);
    return () => clearTimeout(timer);
  }, [ask, query]);

  return { answer, again: () => void ask() };
}
