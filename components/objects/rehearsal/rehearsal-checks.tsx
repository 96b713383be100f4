"use client";

import { Minus, Check as Tick, TriangleAlert, X } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import { type Check, type CheckName, checkNames, type Finding, type Rehearsal } from "@/lib/objects/rehearsal/schema";
import { SentenceText } from "../drafts/sentence-text";
import { Statement } from "./statement";

export const checkLabels = {
  table: "Table",
  primary_key: "Primary key",
  columns: "Columns",
  types: "Types",
  mandatory_columns: "Mandatory columns",
  privileges: "Privileges",
} as const satisfies Record<CheckName, string>;

const outcomeWords = {
  passed: "passed",
  warned: "warning",
  failed: "failed",
  not_tried: "not tried",
} as const satisfies Record<Check["outcome"], string>;

const inks = {
  passed: "text-muted",
  warned: "text-stale",
  failed: "text-fail",
  not_tried: "text-muted",
} as const satisfies Record<Check["outcome"], string>;

/** What a version was held against, check by check, each with its mark, its word and what it found. */
export function RehearsalChecks({ rehearsal }: { rehearsal: Rehearsal }) {
  return (
    <ol aria-label="Checks" className="mt-3">
      {rehearsal.checks.map(({ check, outcome, findings }) => (
        <li key={check} className="flex gap-3 border-t border-line py-2.5">
          <CheckMark outcome={outcome} />
          <div className="min-w-0 grow">
            <div className="flex items-baseline gap-2 text-body">
              <span className={classNames("grow", outcome === "not_tried" ? "text-muted" : "font-medium text-ink")}>
                {checkLabels[check]}
              </span>
              <span className={classNames("text-small", inks[outcome])}>{outcomeWords[outcome]}</span>
            </div>
            {findings.length > 0 && <Findings findings={findings} />}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** The same list before anything is known, so that nothing moves when it is. */
export function WaitingChecks() {
  return (
    <ol aria-hidden="true" className="mt-3">
      {checkNames.map((check) => (
        <li key={check} className="flex gap-3 border-t border-line py-2.5 text-body text-muted">
          <span className={classNames(box, "border-[1.5px] border-control bg-surface")} />
          {checkLabels[check]}
        </li>
      ))}
    </ol>
  );
}

export function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <ul className="mt-1 space-y-2">
      {findings.map((finding) => (
        <li key={JSON.stringify(finding)} className="text-body text-ink-2 wrap-anywhere">
          {finding.severity === "warning" && <span className="sr-only">Warning: </span>}
          <SentenceText sentence={finding.sentence} />
          {finding.statement !== null && <Statement text={finding.statement} />}
        </li>
      ))}
    </ul>
  );
}

const box = "edge-forced mt-0.5 inline-flex size-4 shrink-0 items-center justify-center rounded-full";

function CheckMark({ outcome }: { outcome: Check["outcome"] }) {
  switch (outcome) {
    case "passed":
      return (
        <span className={classNames(box, "bg-ok text-surface")}>
          <Tick className="size-2.5" strokeWidth={3} aria-hidden />
        </span>
      );
    case "failed":
      return (
        <span className={classNames(box, "bg-fail text-on-fail")}>
          <X className="size-2.5" strokeWidth={3} aria-hidden />
        </span>
      );
    case "warned":
      return (
        <span className={classNames("mt-0.5 inline-flex size-4 shrink-0 text-stale")}>
          <TriangleAlert className="size-4" strokeWidth={2} aria-hidden />
        </span>
      );
    case "not_tried":
      return (
        <span className={classNames(box, "border-[1.5px] border-control border-dashed bg-surface text-muted")}>
          <Minus className="size-2" strokeWidth={2.5} aria-hidden />
        </span>
      );
  }
}
