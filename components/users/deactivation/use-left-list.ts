"use client";

import { useCallback, useRef, useState } from "react";
import type { Failure, Result } from "@/lib/errors";
import type { LeftPage } from "@/lib/users/deactivation/schema";
import { call } from "../../shell/call";

/** A further page after the last row, or the first one of what a search finds. */
export type LoadLeft<Row> = (q: string, last: Row | null) => Promise<Result<LeftPage<Row>>>;

/** A list of which the first page is here already. An answer that comes late never replaces a later one. */
export function useLeftList<Row>(first: LeftPage<Row>, load: LoadLeft<Row>) {
  const [page, setPage] = useState(first);
  const [q, setQ] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const latest = useRef(0);

  const ask = useCallback(
    async (wanted: string, before: readonly Row[]) => {
      latest.current += 1;
      const turn = latest.current;
      setBusy(true);
      const result = await call("reading", () => load(wanted, before.at(-1) ?? null));
      if (turn !== latest.current) return;
      setBusy(false);
      setFailure(result.ok ? null : result.error);
      if (!result.ok) return;
      setQ(wanted);
      setPage({ rows: [...before, ...result.value.rows], more: result.value.more });
    },
    [load],
  );

  const search = useCallback((wanted: string) => void ask(wanted, []), [ask]);
  return { ...page, q, busy, failure, search, showMore: () => void ask(q, page.rows) };
}
