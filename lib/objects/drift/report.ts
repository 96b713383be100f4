import type { GrantWriter } from "../../connectors/define-connector";
import type { TableSight } from "../../connectors/rows";
import { spoken } from "../drafts/definition";
import { rehearse } from "../rehearsal/rehearse";
import type { Rehearsal } from "../rehearsal/schema";
import type { ObjectDefinition } from "../schema";
import { repairOf } from "./repair";
import type { DriftFinding, RepairPlan, TableCheck } from "./schema";

type Version = { version: number; definition: ObjectDefinition };

/** What is bound, and the latest version of the same object, beside the table as it is. */
export function reportOf(
  bound: Version,
  latest: Version,
  table: TableSight | null,
  grantStatement: GrantWriter,
): TableCheck {
  const rehearsal = rehearse(bound.definition, table, grantStatement);
  const { outcome } = rehearsal;
  const isOutdated = outcome === "failed" && latest.version > bound.version;
  const fits = isOutdated && rehearse(latest.definition, table, grantStatement).outcome !== "failed";
  return {
    outcome,
    version: bound.version,
    findings: findingsOf(rehearsal, bound.definition),
    fittingVersion: fits ? latest.version : null,
    repair: outcome === "passed" || fits ? null : planOf(latest.definition, table),
  };
}

function findingsOf({ checks }: Rehearsal, { columns }: ObjectDefinition): DriftFinding[] {
  const labels = new Map(columns.map(({ name, label }) => [name, label]));
  return checks
    .flatMap(({ findings }) => findings)
    .map((finding) => ({ ...finding, labels: finding.columns.map((name) => labels.get(name) ?? name) }));
}

/** Null where a draft would say what the latest version says: then it is privileges alone that are missing. */
function planOf(definition: ObjectDefinition, table: TableSight | null): RepairPlan | null {
  const repair = repairOf(definition, table);
  if ("refusal" in repair) return repair;
  return repair.steps.length === 0 ? null : { steps: repair.steps };
}

const mostSaid = 2;

/** For whoever reads or writes rows: what is in the way, null when nothing is. */
export function driftWords({ outcome, checks }: Rehearsal): string | null {
  if (outcome !== "failed") return null;
  const facts = checks.flatMap(({ findings }) =>
    findings.filter(({ severity }) => severity === "failure").map(({ fact }) => spoken(fact)),
  );
  const said = facts.slice(0, mostSaid).join(" ");
  return `The table of this object has changed. ${said}${andMore(facts.length)} Tell whoever manages this app.`;
}

function andMore(count: number): string {
  const more = count - mostSaid;
  if (more <= 0) return "";
  return more === 1 ? " One more thing changed." : ` ${more} more things changed.`;
}
