"use client";

import { useEffect, useState } from "react";
import { ask } from "../shell/ask";

/** Between two looks: whoever goes back and forth between windows does not make the server count each time. */
const quietMs = 15_000;

/**
 * How many notices are not read. `page` is what the page was made with: a newer page counts, and so does a look of our own
 * when somebody comes back to the window.
 */
export function useUnread(page: { unread: number }) {
  const [known, setKnown] = useState({ page, unread: page.unread });
  if (known.page !== page) setKnown({ page, unread: page.unread });

  useEffect(() => {
    const events = new AbortController();
    const { signal } = events;
    let lastAt = Number.NEGATIVE_INFINITY;
    const look = async () => {
      if (document.visibilityState === "hidden" || performance.now() - lastAt < quietMs) return;
      lastAt = performance.now();
      const said = await ask<{ unread: number }>("/notices/unread", {}, signal);
      // A failed look is no news: the number stays, and opening the bell says what is wrong.
      if (said.ok) setKnown((before) => ({ ...before, unread: said.value.unread }));
    };
    const lookQuietly = () => void look().catch(() => undefined);
    window.addEventListener("focus", lookQuietly, { signal });
    document.addEventListener("visibilitychange", lookQuietly, { signal });
    return () => events.abort();
  }, []);

  const setUnread = (change: (before: number) => number) =>
    setKnown((before) => ({ ...before, unread: change(before.unread) }));
  return { unread: known.unread, setUnread };
}
