"use client";

import { useEffect, useRef, useState } from "react";
import type { VerificationEvent } from "@/lib/connections/schema";
import type { VerificationFailure } from "@/lib/connectors/forms";
import type { Failure, Result } from "@/lib/errors";
import { cancelVerification } from "@/lib/verification/actions";
import type { LinkedRehearsal } from "@/lib/verification/reconnect/schema";
import { call } from "../shell/call";
import { newAttempt } from "./attempt";
import {
  advance,
  haltedStages,
  pendingStages,
  type VerificationPurpose,
  type VerificationView,
} from "./verification-view";

export type Stored = { id: string; name: string };
type Start = (attempt: string) => Promise<Result<AsyncIterable<VerificationEvent>>>;
type Handlers = {
  /** The connection is stored: the dialog has done its work, but for what the rehearsal may have to say. */
  onStored: (stored: Stored, rehearsal: LinkedRehearsal | null) => void;
  /** To mark fields with what the server refused. True when that says everything, and nothing else need be shown. */
  onRefused?: (failure: Failure) => boolean;
  onFailed?: (failure: VerificationFailure) => void;
  /** The credentials work, but not for every linked object: nothing is stored. */
  onRehearsed?: (failing: LinkedRehearsal) => void;
};

const lost = {
  test: "The connection to Linkspan was lost. Nothing has been stored. Test it again.",
  create: "The connection to Linkspan was lost. Look whether the connection is in the list before creating it again.",
  reconnect: "The connection to Linkspan was lost. Nobody knows yet whether the new credentials are in use: try again.",
  replace: "The connection to Linkspan was lost. Nobody knows yet whether the new credentials are in use: try again.",
} as const satisfies Record<VerificationPurpose, string>;

/** Runs one verification at a time and follows it stage by stage. Leaving the dialog stops what still runs. */
export function useVerification({ onStored, onRefused, onFailed, onRehearsed }: Handlers) {
  const [view, setView] = useState<VerificationView | null>(null);
  const running = useRef<string | null>(null);

  useEffect(
    () => () => {
      const attempt = running.current;
      if (attempt !== null) void call("changing", () => cancelVerification({ attempt }));
      running.current = null;
    },
    [],
  );

  async function run(purpose: VerificationPurpose, start: Start): Promise<void> {
    if (running.current !== null) return;
    const attempt = newAttempt();
    running.current = attempt;
    // After the dialog has closed, or another attempt has begun, nothing that this one says is drawn any more.
    const show = (next: (before: VerificationView | null) => VerificationView) => {
      if (running.current === attempt) setView(next);
    };
    let tried = false;
    const refuse = (failure: Failure) => {
      if (running.current !== attempt) return;
      if (onRefused?.(failure) === true && !tried) return setView(null);
      show((before) => ({
        phase: "refused",
        purpose,
        stages: tried && before?.phase === "running" ? haltedStages(before.stages) : [],
        rehearsing: before?.phase === "running" && before.rehearsal !== null,
        failure,
      }));
    };
    setView((before) => ({ ...begun(purpose), again: before !== null }));
    try {
      const result = await start(attempt);
      if (!result.ok) return refuse(result.error);
      for await (const event of result.value) {
        if (event.type === "stage") {
          tried = true;
          const { progress } = event;
          show((before) => {
            const view = before?.phase === "running" ? before : begun(purpose);
            return { ...view, stages: advance(view.stages, progress, Date.now()) };
          });
        } else if (event.type === "rehearsal") {
          const { progress } = event;
          show((before) => {
            const view = before?.phase === "running" ? before : begun(purpose);
            return { ...view, rehearsal: { startedAt: view.rehearsal?.startedAt ?? Date.now(), ...progress } };
          });
        } else if (event.type === "refused") {
          return refuse(event.error);
        } else {
          const { verification, reference, rehearsal, stored } = event;
          show(() => ({ phase: "done", purpose, verification, reference, rehearsal, stored: stored !== null }));
          if (running.current !== attempt) return;
          if (verification.failure !== null) onFailed?.(verification.failure);
          // Over before the dialog closes: closing stops only what still runs.
          running.current = null;
          if (stored !== null) onStored(stored, rehearsal);
          else if (rehearsal !== null) onRehearsed?.(rehearsal);
        }
      }
    } catch {
      refuse({ code: "internal", message: lost[purpose], reference: null });
    } finally {
      if (running.current === attempt) running.current = null;
    }
  }

  async function cancel(): Promise<void> {
    const attempt = running.current;
    if (attempt === null) return;
    const stopping = (value: boolean) =>
      setView((before) => (before?.phase === "running" ? { ...before, stopping: value } : before));
    stopping(true);
    const result = await call("changing", () => cancelVerification({ attempt }));
    if (!result.ok) stopping(false);
  }

  return { view, run, cancel, clear: () => setView(null) };
}

function begun(purpose: VerificationPurpose): Extract<VerificationView, { phase: "running" }> {
  return {
    phase: "running",
    purpose,
    stages: pendingStages,
    rehearsal: null,
    startedAt: Date.now(),
    stopping: false,
    again: false,
  };
}
