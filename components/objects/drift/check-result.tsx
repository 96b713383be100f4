"use client";

import { TriangleAlert, X } from "lucide-react";
import { Fragment } from "react";
import { Notice, Reference } from "@/components/ui/alert";
import type { Failure } from "@/lib/errors";
import type { DriftFinding, RepairPlan, TableCheck } from "@/lib/objects/drift/schema";
import type { Environment } from "@/lib/policy";
import { environmentLabels } from "../../shell/environment";
import { SentenceText } from "../drafts/sentence-text";
import { Statement } from "../rehearsal/statement";

type RepairState = { objectName: string; existing: { by: string } | null; failure: Failure | null };
type CheckResultProps = { check: TableCheck; environment: Environment; repair: RepairState };

export function CheckFailed({ failure }: { failure: Failure }) {
  const isStopped = failure.code === "cancelled";
  return (
    <div role="alert">
      <Notice
        tone={isStopped ? "note" : "fail"}
        title={isStopped ? "The check was stopped." : "The table could not be checked."}
      >
        {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
      </Notice>
    </div>
  );
}

/** What a check found, in words, with what a draft would do about it. */
export function CheckResult({ check, environment, repair }: CheckResultProps) {
  return (
    <>
      <div aria-live="polite">
        <Outcome check={check} environment={environment} />
      </div>
      {check.findings.length > 0 && (
        <ul aria-label="What changed" className="mt-4">
          {check.findings.map((finding) => (
            <FindingItem key={JSON.stringify(finding)} finding={finding} />
          ))}
        </ul>
      )}
      {check.fittingVersion !== null && (
        <Notice tone="note" className="mt-4" title={`Version ${check.fittingVersion} fits this table.`}>
          Deploy it to {environmentLabels[environment]}: nothing else has to be repaired.
        </Notice>
      )}
      {check.repair !== null && <Plan plan={check.repair} />}
      <div aria-live="polite">
        {repair.existing !== null && (
          <Notice tone="stale" className="mt-4" title="This object is being edited already.">
            {repair.existing.by} began a draft. The repair replaces it, with everything chosen in it.
          </Notice>
        )}
        {repair.failure !== null && (
          <Notice tone="fail" className="mt-4" title="No draft was made.">
            {repair.failure.message}{" "}
            {repair.failure.reference !== null && <Reference value={repair.failure.reference} />}
          </Notice>
        )}
      </div>
    </>
  );
}

function Outcome({ check, environment }: Pick<CheckResultProps, "check" | "environment">) {
  const version = `Version ${check.version}, which is bound in ${environmentLabels[environment]},`;
  switch (check.outcome) {
    case "passed":
      return (
        <Notice tone="ok" title="The table is what it was.">
          {version} works with it.
        </Notice>
      );
    case "warned":
      return (
        <Notice tone="stale" title="The table changed a little.">
          {version} still works with it.
        </Notice>
      );
    case "failed":
      return (
        <Notice tone="fail" title="The table has changed.">
          {version} does not work with it any more.
        </Notice>
      );
  }
}

function FindingItem({ finding }: { finding: DriftFinding }) {
  const isFailure = finding.severity === "failure";
  const Icon = isFailure ? X : TriangleAlert;
  return (
    <li className="flex gap-3 border-line border-t py-2.5 text-body">
      <Icon
        className={`mt-0.5 size-4 shrink-0 ${isFailure ? "text-fail" : "text-stale"}`}
        strokeWidth={2}
        aria-hidden
      />
      <div className="min-w-0 grow text-ink wrap-anywhere">
        {!isFailure && <span className="sr-only">Warning: </span>}
        <SentenceText sentence={finding.sentence} />
        {finding.labels.length > 0 && (
          <p className="mt-1 flex flex-wrap items-baseline gap-x-1.5 gap-y-1 text-muted text-small">
            {isFailure ? "Suffers:" : "Concerns:"}
            {finding.labels.map((label) => (
              <Fragment key={label}>
                {" "}
                <bdi className="rounded-tick border border-line px-1 text-ink-2">{label}</bdi>
              </Fragment>
            ))}
          </p>
        )}
        {finding.statement !== null && <Statement text={finding.statement} />}
      </div>
    </li>
  );
}

function Plan({ plan }: { plan: RepairPlan }) {
  if ("refusal" in plan) {
    return (
      <Notice tone="closed" className="mt-4" title="It cannot be repaired as a draft.">
        <SentenceText sentence={plan.refusal} />
      </Notice>
    );
  }
  return (
    <section aria-labelledby="repair-plan" className="mt-4 border-line border-t pt-4">
      <h3 id="repair-plan" className="font-semibold text-body">
        The repair as a draft
      </h3>
      <p className="text-body text-muted">It begins with the latest version. Publish it when it says what you want.</p>
      <ul className="mt-1.5 list-disc space-y-1 pl-5 text-body text-ink-2 wrap-anywhere">
        {plan.steps.map((step) => (
          <li key={JSON.stringify(step)}>
            <SentenceText sentence={step} />
          </li>
        ))}
      </ul>
    </section>
  );
}
