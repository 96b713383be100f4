"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Result } from "@/lib/errors";
import type { PeopleFound } from "@/lib/users/people/schema";
import { call } from "../shell/call";

const pauseMs = 180;

export type PeopleSearch = {
  /** What was found last and for which query; null before the first answer. */
  answer: { query: string; result: Result<PeopleFound> } | null;
  again: () => void;
};

/** Where the people are found; the same function for as long as the same place is searched. */
export type FindPeople = (q: string) => Promise<Result<PeopleFound>>;

/** Asks after a short pause in typing; an answer that comes late never replaces a later one. */
export function usePeopleSearch(find: FindPeople, query: string): PeopleSearch {
  const [answer, setAnswer] = useState<PeopleSearch["answer"]>(null);
  const latest = useRef(0);

  const ask = useCallback(async () => {
    latest.current += 1;
    const turn = latest.current;
    const result = await call("reading", () => find(query));
    if (turn === latest.current) setAnswer({ query, result });
  }, [find, query]);

  useEffect(() => {
    const timer = setTimeout(() => void ask(), query === "" ? 0 : pauseMs);
    return () => clearTimeout(timer);
  }, [ask, query]);

  return { answer, again: () => void ask() };
}
