"use client";

import { useCallback, useEffect, useState } from "react";
import { loadDuplicateSource } from "@/lib/connections/actions";
import type { DuplicateSource } from "@/lib/connections/schema";
import type { Result } from "@/lib/errors";
import { call } from "../shell/call";

/** A connection's general details as its admins see them; null while they are being read. */
export function useSource(id: string): { source: Result<DuplicateSource> | null; read: () => Promise<void> } {
  const [source, setSource] = useState<Result<DuplicateSource> | null>(null);
  const read = useCallback(async () => {
    setSource(null);
    setSource(await call("reading", () => loadDuplicateSource({ id })));
  }, [id]);
  useEffect(() => {
    void read();
  }, [read]);
  return { source, read };
}
