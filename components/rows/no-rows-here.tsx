import { Lock, Unplug } from "lucide-react";
import type { Environment } from "@/lib/policy";
import type { ObjectRequest } from "@/lib/requests/schema";
import { DeployButton } from "../objects/deploy/deploy-button";
import { AskButtons } from "../requests/ask-buttons";
import { ObjectRequests } from "../requests/object-requests";
import { environmentLabels } from "../shell/environment";
import { EmptyState } from "../ui/empty-state";
import { TooltipLayer } from "../ui/tooltip-layer";
import { RowsHeader, type ScreenObject } from "./rows-header";

type NoRowsHereProps = {
  object: ScreenObject;
  environment: Environment;
  /** What was asked about this place. */
  requests: readonly ObjectRequest[];
  /** When the page was made, in milliseconds. */
  now: number;
};

/** Where no rows can be shown: nothing is deployed, or the reader may not read rows. */
export function NoRowsHere({ object, environment, requests, now }: NoRowsHereProps) {
  return (
    <>
      <RowsHeader object={object} environment={environment} now={now} />
      <TooltipLayer>
        <ObjectRequests requests={requests} now={now} />
      </TooltipLayer>
      <div className="mt-5 border-line border-t">
        {object.bound === null ? (
          <EmptyState
            icon={<Unplug className="size-6" strokeWidth={1.5} aria-hidden />}
            title={`Not deployed to ${environmentLabels[environment]}`}
            actions={object.deployRefusal === null && <Deploy object={object} environment={environment} />}
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

function Deploy({ object, environment }: Pick<NoRowsHereProps, "object" | "environment">) {
  if (object.hasTarget || environment === "development") {
    return <DeployButton kind="primary" object={object} environment={environment} />;
  }
  return <AskButtons object={object} version={object.version} environment={environment} />;
}

function nextStep({ deployRefusal, hasTarget }: ScreenObject, environment: Environment): string {
  const place = environmentLabels[environment];
  const fact = `No version of this object is bound to a connection in ${place}, so that it has no rows there.`;
  if (deployRefusal !== null) return `${fact} ${deployRefusal}`;
  if (hasTarget) return `${fact} Deploy one: it is rehearsed first.`;
  return `${fact} None of your connections is in ${place}: ask those who administer one.`;
}
