"use client";

import { Copy, Lock, TriangleAlert, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy-text";
import type { Environment } from "@/lib/connections/schema";
import type { LinkedRehearsal, RehearsedObject } from "@/lib/verification/reconnect/schema";
import { Findings } from "../objects/rehearsal/rehearsal-checks";
import { environmentLabels } from "../shell/environment";
import { NavigationLink } from "../shell/navigation";
import { listed } from "../ui/listed";
import { AppGroup, objectCount } from "./app-group";

/** Beyond this many the apps are folded. */
const mostUnfolded = 20;

/** What new credentials would not do for, by app and object, with what each lacks and what mends it. */
export function RehearsedObjects({ rehearsal }: { rehearsal: LinkedRehearsal }) {
  const { apps, environment, failed } = rehearsal;
  const shown = apps.flatMap((app) => app.objects);
  return (
    <section aria-labelledby="rehearsed-objects" className="px-6 pt-5 pb-6 max-sm:px-4">
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
        <h3 id="rehearsed-objects" className="min-w-0 grow text-strong font-semibold">
          {failed > 0 ? "What would stop working" : "What works with a warning"}
        </h3>
        <CopyAll statements={statementsOf(shown)} />
      </div>
      <div className="grid gap-3">
        {apps.map((app) => (
          <AppGroup
            key={app.id}
            name={app.name}
            count={objectCount(app.objects.length)}
            open={shown.length <= mostUnfolded}
          >
            <ul>
              {app.objects.map((object) => (
                <li
                  key={object.id}
                  className="border-line border-t px-3 py-2.5 [contain-intrinsic-size:auto_130px] [content-visibility:auto]"
                >
                  <ObjectHeading appId={app.id} object={object} environment={environment} />
                  <Findings findings={object.findings} />
                </li>
              ))}
            </ul>
          </AppGroup>
        ))}
      </div>
      <HiddenFailures rehearsal={rehearsal} />
    </section>
  );
}

type ObjectHeadingProps = { appId: string; object: RehearsedObject; environment: Environment };

function ObjectHeading({ appId, object, environment }: ObjectHeadingProps) {
  const { id, name, table, version, outcome } = object;
  const isFailed = outcome === "failed";
  const Mark = isFailed ? X : TriangleAlert;
  return (
    <div className="flex gap-2 text-body">
      <Mark
        className={`mt-0.5 size-4 shrink-0 ${isFailed ? "text-fail" : "text-stale"}`}
        strokeWidth={isFailed ? 2.5 : 2}
        aria-hidden
      />
      <span className="sr-only">{isFailed ? "Would stop working: " : "Warning: "}</span>
      <span className="flex min-w-0 grow flex-wrap items-baseline gap-x-3">
        {/* Beside typed credentials, which would be gone with the page. */}
        <NavigationLink
          href={`/apps/${appId}/data/${id}?environment=${environment}`}
          target="_blank"
          className="wrap-anywhere min-w-0 rounded-tick font-medium text-accent hover:underline"
        >
          {name}
          <span className="sr-only"> in a new tab</span>
        </NavigationLink>
        <span className="max-w-full truncate font-mono text-[11.5px] text-muted">{table}</span>
        <span className="text-muted text-small tabular-nums">
          Version {version} in {environmentLabels[environment]}
        </span>
      </span>
    </div>
  );
}

/** For a list of many: several objects of one table lack the same, which is granted once. */
function CopyAll({ statements }: { statements: readonly string[] }) {
  const [said, setSaid] = useState<string | null>(null);
  if (statements.length < 2) return null;
  return (
    <>
      <span aria-live="polite" className="text-small text-muted">
        {said}
      </span>
      <Button
        size="control"
        icon={<Copy className="size-3.5" strokeWidth={2} aria-hidden />}
        onClick={() => void copyText(statements.join("\n")).then((refusal) => setSaid(refusal ?? "Copied"))}
      >
        Copy all {statements.length} statements
      </Button>
    </>
  );
}

function statementsOf(rehearsed: readonly RehearsedObject[]): string[] {
  const statements = rehearsed.flatMap(({ findings }) =>
    findings.flatMap(({ severity, statement }) => (severity === "failure" && statement !== null ? [statement] : [])),
  );
  return [...new Set(statements)];
}

function HiddenFailures({ rehearsal: { hidden, ask } }: { rehearsal: LinkedRehearsal }) {
  const { failed, warned } = hidden;
  const parts = [
    ...(failed > 0 ? [`${failed} would stop working`] : []),
    ...(warned > 0 ? [`${warned} ${warned === 1 ? "has a warning" : "have warnings"}`] : []),
  ];
  if (parts.length === 0) return null;
  const whose = failed + warned === 1 ? "whose it is" : "whose they are";
  return (
    <p className="mt-3 flex items-start gap-2 text-body text-ink-2">
      <Lock size={16} strokeWidth={1.75} aria-hidden="true" className="mt-0.5 shrink-0 text-muted" />
      <span>
        In apps you cannot see, {listed(parts)}. {ask.length === 0 ? "A super admin" : listed(ask, "or")} can say{" "}
        {whose}.
      </span>
    </p>
  );
}
