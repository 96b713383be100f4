import { createHash } from "node:crypto";
import { byApp } from "../../objects/linked/by-app";
import type { Finding, Rehearsal } from "../../objects/rehearsal/schema";
import type { Environment } from "../../policy";
import type { LinkedRehearsal, RehearsedObject } from "./schema";

type Linked = {
  app: { id: string; name: string };
  id: string;
  name: string;
  table: string;
  version: number;
  /** Whether the actor may see its app. */
  visible: boolean;
};
export type Rehearsed = Linked & { rehearsal: Rehearsal };

type Circumstances = { environment: Environment; elapsedMs: number; superAdmins: readonly string[] };

/** What may be said of a rehearsal to somebody who sees only some of the apps. */
export function linkedRehearsal(
  rehearsed: readonly Rehearsed[],
  { environment, elapsedMs, superAdmins }: Circumstances,
): LinkedRehearsal {
  const count = (objects: readonly Rehearsed[]) => ({
    failed: objects.filter(isFailed).length,
    warned: objects.filter(isWarned).length,
  });
  const seen = rehearsed.filter((object) => object.visible && object.rehearsal.outcome !== "passed");
  const hidden = count(rehearsed.filter(({ visible }) => !visible));
  return {
    environment,
    elapsedMs,
    total: rehearsed.length,
    ...count(rehearsed),
    apps: byApp(seen, shown),
    hidden,
    ask: hidden.failed + hidden.warned === 0 ? [] : superAdmins,
    digest: digestOf(rehearsed),
  };
}

export function isFailed({ rehearsal }: Rehearsed): boolean {
  return rehearsal.outcome === "failed";
}

function isWarned({ rehearsal }: Rehearsed): boolean {
  return rehearsal.outcome === "warned";
}

function shown(object: Rehearsed): RehearsedObject {
  const { id, name, table, version } = object;
  const outcome = isFailed(object) ? "failed" : "warned";
  return { id, name, table, version, outcome, findings: findingsOf(object) };
}

function findingsOf({ rehearsal }: Rehearsed): readonly Finding[] {
  const findings = rehearsal.checks.flatMap((check) => check.findings);
  return [...findings.filter(isFailure), ...findings.filter((finding) => !isFailure(finding))];
}

function isFailure({ severity }: Finding): boolean {
  return severity === "failure";
}

// With the random part of each id, nobody finds out by trying what a hidden object is called or what it lacks.
function digestOf(rehearsed: readonly Rehearsed[]): string {
  const failures = rehearsed
    .filter(isFailed)
    .map((object) => [object.id, object.version, findingsOf(object).filter(isFailure)] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(failures)).digest("base64url");
}
