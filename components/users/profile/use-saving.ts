"use client";

import { useEffect, useRef, useState } from "react";
import type { Failure, Result } from "@/lib/errors";
import { call } from "../../shell/call";

/** Sends one setting, and keeps what became of it for as long as nothing else is typed. */
export function useSaving() {
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useRef<HTMLFormElement>(null);
  // Back into the field, once it is drawn with what is wrong: that is how it is heard.
  useEffect(() => {
    if (failure !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [failure]);
  return {
    form,
    busy,
    saved,
    failure,
    forget() {
      setSaved(false);
      setFailure(null);
    },
    async save(send: () => Promise<Result<unknown>>): Promise<boolean> {
      setBusy(true);
      setSaved(false);
      setFailure(null);
      const result = await call("changing", send);
      setBusy(false);
      setSaved(result.ok);
      setFailure(result.ok ? null : result.error);
      return result.ok;
    },
  };
}

export type Saving = ReturnType<typeof useSaving>;
