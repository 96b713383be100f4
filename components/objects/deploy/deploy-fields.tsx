"use client";

import { useId } from "react";
import { connectorNames } from "@/components/connections/connector-names";
import { Notice } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Field } from "@/components/ui/field";
import { relativeTime } from "@/components/ui/relative-time";
import { Select } from "@/components/ui/select";
import { spanLabels } from "@/components/ui/span-status";
import {
  type DeployableVersion,
  type DeployEnvironment,
  type DeployPlace,
  type DeployTarget,
  type DeployTargets,
  deployEnvironments,
} from "@/lib/objects/deploys/schema";
import { EnvironmentGlyph, environmentLabels } from "../../shell/environment";

type EnvironmentChoiceProps = {
  environment: DeployEnvironment;
  /** Null while it is not known what runs where. */
  targets: DeployTargets | null;
  onChange: (environment: DeployEnvironment) => void;
};

/** Where to: both places with what runs there now. */
export function EnvironmentChoice({ environment, targets, onChange }: EnvironmentChoiceProps) {
  const id = useId();
  return (
    <fieldset>
      <legend className="mb-1 text-body font-medium">Deploy to</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {deployEnvironments.map((each) => (
          <label
            key={each}
            className={classNames(
              "flex min-h-11 cursor-pointer items-start gap-3 rounded-control border px-3 py-2",
              each === environment ? "border-accent bg-accent-soft" : "border-line hover:bg-hover",
            )}
          >
            <input
              type="radio"
              name={id}
              checked={each === environment}
              onChange={() => onChange(each)}
              aria-label={environmentLabels[each]}
              aria-describedby={`${id}-${each}`}
              data-first={each === environment ? true : undefined}
              className="mt-0.5 size-4 accent-[var(--color-fill)]"
            />
            <span className="min-w-0">
              <span className="flex items-center gap-1.5 text-body font-medium">
                <EnvironmentGlyph environment={each} />
                {environmentLabels[each]}
              </span>
              <span id={`${id}-${each}`} className="block min-h-4 text-small text-ink-2 wrap-anywhere">
                {targets !== null && runs(targets.places[each])}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function runs({ bound }: DeployPlace): string {
  return bound === null ? "Nothing is deployed" : `Runs version ${bound.version} through ${bound.connection.name}`;
}

type VersionFieldProps = {
  versions: readonly DeployableVersion[];
  version: number;
  now: number;
  onChange: (version: number) => void;
};

export function VersionField({ versions, version, now, onChange }: VersionFieldProps) {
  return (
    <Field label="Version" hint="Published in Development. An earlier one is the way back.">
      {(control) => (
        <Select
          {...control}
          value={String(version)}
          onChange={(event) => onChange(Number(event.target.value))}
          options={versions.map((each) => ({
            value: String(each.version),
            label: `Version ${each.version}, published ${relativeTime(each.publishedAt, now)} by ${each.publishedBy}`,
          }))}
        />
      )}
    </Field>
  );
}

type TargetFieldProps = {
  environment: DeployEnvironment;
  connections: readonly DeployTarget[];
  connection: DeployTarget | null;
  onChange: (id: string) => void;
};

export function TargetField({ environment, connections, connection, onChange }: TargetFieldProps) {
  const place = environmentLabels[environment];
  const options = connections.map((each) => ({ value: each.id, label: labelOf(each) }));
  return (
    <Field label="Connection" hint={`${place} connections that are shared with you`}>
      {(control) => (
        <Select
          {...control}
          value={connection?.id ?? ""}
          onChange={(event) => onChange(event.target.value)}
          options={connection === null ? [{ value: "", label: "Choose a connection" }, ...options] : options}
        />
      )}
    </Field>
  );
}

function labelOf({ name, bound, status }: DeployTarget): string {
  const notes = [bound && "bound now", status !== "connected" && spanLabels[status].toLowerCase()].filter(Boolean);
  return notes.length === 0 ? name : `${name} (${notes.join(", ")})`;
}

type NoTargetProps = {
  environment: DeployEnvironment;
  version: DeployableVersion;
  onAsk: (kind: "deploy" | "access") => void;
};

/** What stands in the place of a connection for whoever has none there. */
export function NoTarget({ environment, version, onAsk }: NoTargetProps) {
  const place = environmentLabels[environment];
  return (
    <Notice tone="closed" title={`No ${connectorNames[version.connector]} connection of ${place} is shared with you.`}>
      Its admins can deploy this version for you, or share the connection with you.
      <div className="mt-2.5 flex flex-wrap gap-2">
        <Button size="control" kind="primary" onClick={() => onAsk("deploy")}>
          Request deploy
        </Button>
        <Button size="control" onClick={() => onAsk("access")}>
          Ask for access
        </Button>
      </div>
    </Notice>
  );
}
