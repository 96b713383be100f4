import { Lock, Unplug } from "lucide-react";
import type { Environment } from "@/lib/policy";
import { DeployButton } from "../objects/deploy/deploy-button";
import { environmentLabels } from "../shell/environment";
import { EmptyState } from "../ui/empty-state";
import { RowsHeader, type ScreenObject } from "./rows-header";

type NoRowsHereProps = { object: ScreenObject; environment: Environment };

/** Where no rows can be shown: nothing is deployed, or the reader may not read rows. */
export function NoRowsHere({ object, environment }: NoRowsHereProps) {
  return (
    <>
      <RowsHeader object={object} environment={environment} />
      <div className="mt-5 border-line border-t">
        {object.bound === null ? (
          <EmptyState
            icon={<Unplug className="size-6" strokeWidth={1.5} aria-hidden />}
            title={`Not deployed to ${environmentLabels[environment]}`}
            actions={
              object.deployRefusal === null && <DeployButton kind="primary" object={object} environment={environment} />
            }
          >
            {nextStep(object, environment)}
          </EmptyState>
        ) : (
          <EmptyState
            icon={<Lock className="size-6" strokeWidth={1.5} aria-hidden />}
            title="You cannot read these rows"
          >
            {object.readRefusal}
          </EmptyState>
        )}
      </div>
    </>
  );
}

function nextStep({ deployRefusal, hasTarget }: ScreenObject, environment: Environment): string {
  const place = environmentLabels[environment];
  const fact = `No version of this object is bound to a connection in ${place}, so that it has no rows there.`;
  if (deployRefusal !== null) return `${fact} ${deployRefusal}`;
  if (hasTarget) return `${fact} Deploy one: it is rehearsed first.`;
  return `${fact} None of your connections is in ${place}: ask the admins of one to deploy it.`;
}
