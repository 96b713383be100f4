"use client";

import { useRouter } from "next/navigation";
import { useCallback, useId, useState } from "react";
import { FailedReading } from "@/components/objects/drafts/failed-reading";
import { Notice, Reference } from "@/components/ui/alert";
import { Dialog } from "@/components/ui/dialog";
import { showToast } from "@/components/ui/toast";
import type { Failure } from "@/lib/errors";
import { listDeployTargets } from "@/lib/objects/deploys/actions";
import type { DeployEnvironment, DeployInput, Deployment } from "@/lib/objects/deploys/schema";
import type { Rehearsal } from "@/lib/objects/rehearsal/schema";
import { environmentLabels, environmentSigns } from "../../shell/environment";
import { ProductionNotice } from "../../shell/production-notice";
import { useAsking } from "../../shell/use-asking";
import { useReading } from "../drafts/use-reading";
import { RehearsalPanel } from "../rehearsal/rehearsal-panel";
import { type RehearsalView, useRehearsal } from "../rehearsal/use-rehearsal";
import { DeployButtons } from "./deploy-buttons";
import { EnvironmentChoice, NoTarget, TargetField, VersionField } from "./deploy-fields";
import { changeOf, type DeployChange, type RehearsalState, refuseDeploy } from "./deploy-words";
import { useDeployChoice } from "./use-deploy-choice";

export type DeployObject = { id: string; name: string; app: { id: string } };

/** What somebody asks for who has no connection there. */
export type AskInstead = { kind: "deploy" | "access"; version: number; environment: DeployEnvironment };

type DeployDialogProps = {
  object: DeployObject;
  /** Where it begins; the other one can be chosen. */
  environment: DeployEnvironment;
  /** The version it begins with; the newest where it is left out. */
  version?: number | undefined;
  opener: HTMLElement | null;
  onAsk: (ask: AskInstead) => void;
  onClose: () => void;
};

/** How the last attempt ended, for the choice it was made with. */
type Ended = { key: string; failure: Failure } | { key: string; refusedBy: Rehearsal } | { key: string; stopped: true };

/** *Deploy*: a published version, a place, one's own connection there; its rehearsal; then the binding in one step. */
export default function DeployDialog(props: DeployDialogProps) {
  const { object, environment: initial, version: initialVersion = null, opener, onAsk, onClose } = props;
  const reasonId = useId();
  const router = useRouter();
  const [now] = useState(() => Date.now());
  const [ended, setEnded] = useState<Ended | null>(null);
  const href = `/apps/${object.app.id}/data/${object.id}`;
  const targets = useReading(useCallback(() => listDeployTargets({ objectId: object.id }), [object.id]));
  const choice = useDeployChoice({ environment: initial, version: initialVersion }, targets.value);
  const { environment, version, place, connections, connection } = choice;
  const connectionId = connection?.id ?? null;

  const input =
    version === null || connectionId === null ? null : { objectId: object.id, version: version.version, connectionId };
  const rehearsal = useRehearsal(input === null ? null : { href: `${href}/rehearsal`, input });
  const key = JSON.stringify([environment, input]);
  const last = ended?.key === key ? ended : null;
  const view = viewOf(rehearsal.view, last);
  const change =
    version === null || place === null
      ? null
      : changeOf({ version: version.version, connectionId }, place, environment);
  const refusal = refuseDeploy(change, { connectionId, isOffered: connections.length > 0 }, stateOf(view));

  const { asking, send, stop } = useAsking<Deployment>(`${href}/deploy`, (said) => {
    if ("answer" in said && said.answer.deployed) {
      showToast({
        tone: "ok",
        title: `Version ${version?.version} is deployed to ${environmentLabels[environment]}`,
        line: `The rows of ${object.name} there come through ${connection?.name} now.`,
      });
      router.refresh();
      return onClose();
    }
    setEnded("answer" in said ? { key, refusedBy: said.answer.rehearsal } : { key, ...said });
    // What runs there may be another by now: it is shown before anything is deployed over it.
    targets.again();
    router.refresh();
  });

  function start(): void {
    if (input === null || place === null) return;
    const { bound } = place;
    const replaces = bound === null ? null : { version: bound.version, connectionId: bound.connection.id };
    const asked: DeployInput = { ...input, environment, replaces };
    void send(asked);
  }

  return (
    <Dialog
      {...environmentSigns(environment)}
      title="Deploy"
      line={object.name}
      width="form"
      closable={asking === null}
      opener={opener}
      onClose={onClose}
      footer={(close) => (
        <DeployButtons
          environment={environment}
          refusal={targets.value === null ? "" : refusal}
          reasonId={reasonId}
          deployingSince={asking?.startedAt ?? null}
          onDeploy={start}
          onStop={stop}
          onClose={close}
        />
      )}
    >
      <div className="grid gap-4 px-6 pt-5 pb-6 max-sm:px-4">
        <EnvironmentChoice environment={environment} targets={targets.value} onChange={choice.setEnvironment} />
        {targets.failure !== null && <FailedReading failure={targets.failure} onRetry={targets.again} />}
        {targets.value !== null && version !== null && (
          <>
            <VersionField
              versions={targets.value.versions}
              version={version.version}
              now={now}
              onChange={choice.setVersion}
            />
            {connections.length === 0 ? (
              <NoTarget
                environment={environment}
                version={version}
                onAsk={(kind) => onAsk({ kind, version: version.version, environment })}
              />
            ) : (
              <TargetField
                environment={environment}
                connections={connections}
                connection={connection}
                onChange={choice.setConnection}
              />
            )}
          </>
        )}
        <div aria-live="polite" className="grid gap-3 empty:hidden">
          {change !== null && connectionId !== null && <Change change={change} environment={environment} />}
          {last !== null && <HowItEnded ended={last} environment={environment} />}
        </div>
        <RehearsalPanel
          view={view}
          onAgain={() => {
            setEnded(null);
            rehearsal.again();
          }}
          onCancel={rehearsal.cancel}
        />
      </div>
    </Dialog>
  );
}

function viewOf(view: RehearsalView, ended: Ended | null): RehearsalView {
  if (ended === null || !("refusedBy" in ended)) return view;
  return { phase: "done", rehearsed: { rehearsal: ended.refusedBy, connectionVersion: 0 } };
}

function stateOf(view: RehearsalView): RehearsalState {
  switch (view.phase) {
    case "idle":
      return "none";
    case "running":
      return "running";
    case "failed":
      return "not_done";
    case "done":
      return view.rehearsed.rehearsal.outcome;
  }
}

function Change({ change, environment }: { change: DeployChange; environment: DeployEnvironment }) {
  if (environment === "production" && change.kind !== "none") {
    return (
      <ProductionNotice>
        <b className="font-semibold">{change.title}</b> {change.text} Whoever opens the object there works with it at
        once.
      </ProductionNotice>
    );
  }
  return (
    <Notice tone={change.kind === "back" ? "stale" : "note"} title={change.title}>
      {change.text}
    </Notice>
  );
}

function HowItEnded({ ended, environment }: { ended: Ended; environment: DeployEnvironment }) {
  if ("failure" in ended) {
    const { code, message, reference } = ended.failure;
    // What the external server did is in the log under a reference; without one it is our own server that is not there.
    if (code === "unreachable" && reference === null) {
      return (
        <Notice tone="stale" title="Linkspan did not answer.">
          Nobody knows yet whether this was deployed. What runs in {environmentLabels[environment]} is read again above.
        </Notice>
      );
    }
    return (
      <Notice tone="fail" title="Nothing was deployed.">
        {message} {reference !== null && <Reference value={reference} />}
      </Notice>
    );
  }
  if ("refusedBy" in ended) {
    return (
      <Notice tone="fail" title="Nothing was deployed.">
        The table is not what the rehearsal above saw any more. Below is what was found this time.
      </Notice>
    );
  }
  return (
    <Notice tone="stale" title="You stopped it.">
      What runs in {environmentLabels[environment]} now stands above.
    </Notice>
  );
}
