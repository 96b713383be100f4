import type { GrantWriter } from "../../connectors/define-connector";
import type { TableSight } from "../../connectors/rows";
import type { ObjectDefinition } from "../schema";
import { checks } from "./checks";
import { type Check, checkNames, type Finding, type Rehearsal } from "./schema";
import { asOwner, failure, type Trial, trialOf } from "./trial";

/** Holds a version against a table as it is; null for a table that is not there. */
export function rehearse(
  definition: ObjectDefinition,
  table: TableSight | null,
  grantStatement: GrantWriter,
): Rehearsal {
  if (table === null) return halted(absent(definition));
  const trial = trialOf(definition, table, grantStatement);
  if (isHidden(table)) return halted(hidden(trial));
  return rehearsalOf(checkNames.map((check) => checkOf(check, check === "table" ? [] : checks[check](trial))));
}

/** A table that is there and of which the database user may read nothing. */
export function isHidden({ mayUseSchema, columns }: TableSight): boolean {
  return !mayUseSchema || !columns.some(({ mayRead }) => mayRead);
}

function absent({ table: { schema, name } }: ObjectDefinition): Finding {
  const what = ["Table ", { name: `${schema}.${name}` }, " is not there."];
  return failure(what, ["Check whether it was renamed or dropped, or lies in another schema, and bring it back."]);
}

function hidden({ table, missing, grantStatement, definition }: Trial): Finding {
  const name = `${table.schema}.${table.name}`;
  const what = table.mayUseSchema
    ? ["The database user may read nothing of table ", { name }, "."]
    : ["The database user may not use schema ", { name: table.schema }, ", and so not table ", { name }, "."];
  const columns = definition.columns.map((column) => column.name);
  return failure(what, [asOwner], { columns, statement: grantStatement(missing) });
}

function halted(finding: Finding): Rehearsal {
  return rehearsalOf(
    checkNames.map((check) =>
      check === "table" ? checkOf(check, [finding]) : { check, outcome: "not_tried", findings: [] },
    ),
  );
}

function checkOf(check: Check["check"], findings: readonly Finding[]): Check {
  return { check, outcome: worst(findings.map(({ severity }) => outcomeOf[severity])), findings };
}

function rehearsalOf(tried: readonly Check[]): Rehearsal {
  return { outcome: worst(tried.map(({ outcome }) => outcome)), checks: tried };
}

const outcomeOf = { failure: "failed", warning: "warned" } as const satisfies Record<Finding["severity"], string>;

function worst(outcomes: readonly Check["outcome"][]): Rehearsal["outcome"] {
  if (outcomes.includes("failed")) return "failed";
  return outcomes.includes("warned") ? "warned" : "passed";
}
