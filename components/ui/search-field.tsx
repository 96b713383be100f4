"use client";

import { Search } from "lucide-react";
import { useCallback, useEffect, useState } from "react";

const quietMs = 250;

type SearchFieldProps = {
  /** Its accessible name, and its words while it is empty. */
  label: string;
  /** What the list on the screen was searched for. */
  q: string;
  onSearch: (q: string) => void;
};

/** Searches when typing pauses. What is typed is the field's own: an answer that arrives late never takes letters away. */
export function SearchField({ label, q, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(q);
  const [shown, setShown] = useState(q);
  /** What was asked for from here and has not been answered yet, oldest first. */
  const [asked, setAsked] = useState<readonly string[]>([]);

  if (q !== shown) {
    setShown(q);
    const answered = asked.lastIndexOf(q);
    // The address changed otherwise than by typing here: Back, a bookmark, Clear search.
    if (answered === -1) setText(q);
    setAsked(answered === -1 ? [] : asked.slice(answered + 1));
  }

  const latest = asked.at(-1) ?? q;
  const wanted = text.trim();
  const search = useCallback(() => {
    if (wanted === latest) return;
    setAsked((before) => [...before, wanted]);
    onSearch(wanted);
  }, [wanted, latest, onSearch]);

  useEffect(() => {
    const timer = setTimeout(search, quietMs);
    return () => clearTimeout(timer);
  }, [search]);

  return (
    <search className="grow md:w-72 md:grow-0">
      <form
        className="relative"
        onSubmit={(event) => {
          event.preventDefault();
          search();
        }}
      >
        <Search
          size={16}
          strokeWidth={1.75}
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted md:left-2.5"
        />
        <input
          type="search"
          name="q"
          aria-label={label}
          placeholder={label}
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          className="h-11 w-full rounded-control border border-control bg-surface pr-2 pl-9 text-[16px] placeholder:text-muted md:h-8 md:pl-8 md:text-body [&::-webkit-search-cancel-button]:hidden"
        />
      </form>
    </search>
  );
}
