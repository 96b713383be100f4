"use client";

import type { Failure } from "@/lib/errors";
import type { RehearsedVersion } from "@/lib/objects/rehearsal/schema";
import { type Question, useAsked } from "../../shell/use-asked";

export type RehearsalQuestion = Question;

export type RehearsalView =
  | { phase: "idle" }
  | { phase: "running"; startedAt: number; isAgain: boolean }
  | { phase: "done"; rehearsed: RehearsedVersion }
  | { phase: "failed"; failure: Failure };

/** Rehearses what `question` asks for, again on `again`, and stops on the external server when nobody waits any more. */
export function useRehearsal(question: RehearsalQuestion | null) {
  const { view, ...rest } = useAsked<RehearsedVersion>(question);
  const shown: RehearsalView = view.phase === "done" ? { phase: "done", rehearsed: view.value } : view;
  return { view: shown, ...rest };
}
