import { Plus } from "lucide-react";
import type { MouseEvent } from "react";
import type { BeingEdited } from "@/lib/objects/edits/schema";
import type { ObjectBinding, ObjectDefinition } from "@/lib/objects/schema";
import type { AppAbility, Environment } from "@/lib/policy";
import { Trail } from "../apps/trail";
import { DeployButton } from "../objects/deploy/deploy-button";
import { TableChangedChip } from "../objects/drift/table-changed";
import { BeingEditedLine } from "../objects/edits/being-edited";
import { EditObject } from "../objects/edits/edit-object";
import { EnvironmentChip } from "../shell/environment";
import { NavigationLink } from "../shell/navigation";
import { Button, buttonClass } from "../ui/button";
import { SpanStatus, StatusChip, spanLabels } from "../ui/span-status";

/** What the screen shows of an object: never a connection's details. */
export type ScreenObject = {
  id: string;
  name: string;
  app: { id: string; name: string };
  /** The newest. */
  version: number;
  bound: (Pick<ObjectBinding, "version" | "connection" | "driftedAt"> & { definition: ObjectDefinition }) | null;
  abilities: readonly AppAbility[];
  readRefusal: string | null;
  writeRefusal: string | null;
  deployRefusal: string | null;
  hasTarget: boolean;
  newRowRefusal: string | null;
  beingEdited: BeingEdited | null;
};

type RowsHeaderProps = {
  object: ScreenObject;
  environment: Environment;
  /** The way to check the table, for whoever may, unless it stands with the rows that could not be read. */
  onCheck?: ((event: MouseEvent<HTMLButtonElement>) => void) | undefined;
  /** When the page was made, in milliseconds. */
  now: number;
  onNew?: (opener: HTMLElement) => void;
};

/** Which rows these are: object, environment, version, connection and table. */
export function RowsHeader({ object, environment, onCheck, now, onNew }: RowsHeaderProps) {
  const { app, bound } = object;
  const about = `/apps/${app.id}/data/${object.id}/about?environment=${environment}`;
  return (
    <>
      <Trail
        steps={[
          { label: "Apps", href: `/apps?environment=${environment}` },
          { label: app.name, href: `/apps/${app.id}/data?environment=${environment}` },
        ]}
        here={object.name}
      />
      <div className="mt-2 flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-80">
          <div className="flex flex-wrap items-center gap-2.5">
            <h1 className="min-w-0 font-semibold text-heading tracking-[-0.014em] outline-none wrap-anywhere">
              {object.name}
            </h1>
            <EnvironmentChip environment={environment} />
          </div>
          {bound !== null && <Source bound={bound} />}
          {bound !== null && bound.driftedAt !== null && <Drifted onCheck={onCheck} />}
          {object.beingEdited !== null && <BeingEditedLine edited={object.beingEdited} now={now} />}
        </div>
        <div className="flex flex-col items-end gap-1 max-md:w-full max-md:items-stretch">
          <div className="flex flex-wrap gap-2 max-md:w-full md:justify-end">
            <NavigationLink href={about} className={buttonClass()}>
              About this object
            </NavigationLink>
            {object.abilities.includes("object.edit") && <EditObject object={object} />}
            {bound !== null && object.abilities.includes("object.deploy") && (
              <DeployButton object={object} environment={environment} />
            )}
            {onNew !== undefined && (
              <Button
                kind="primary"
                icon={<Plus size={16} strokeWidth={1.9} aria-hidden="true" />}
                closed={object.newRowRefusal !== null}
                aria-describedby={object.newRowRefusal === null ? undefined : "new-row-refusal"}
                onClick={(event) => onNew(event.currentTarget)}
                className="max-md:grow"
              >
                New row
              </Button>
            )}
          </div>
          {onNew !== undefined && object.newRowRefusal !== null && (
            <p id="new-row-refusal" className="text-balance text-muted text-small md:max-w-[44ch] md:text-right">
              {object.newRowRefusal}
            </p>
          )}
        </div>
      </div>
    </>
  );
}

/** The mark, with the way to see what changed. */
function Drifted({ onCheck }: Pick<RowsHeaderProps, "onCheck">) {
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-2">
      <TableChangedChip />
      {onCheck !== undefined && (
        <Button size="control" onClick={onCheck}>
          Check table
        </Button>
      )}
    </div>
  );
}

function Source({ bound }: { bound: NonNullable<ScreenObject["bound"]> }) {
  const { connection, definition, version } = bound;
  return (
    <p className="mt-1 flex gap-2 text-body text-ink-2">
      <span className="flex h-5 shrink-0 items-center">
        <SpanStatus state={connection.status} label={spanLabels[connection.status]} />
      </span>
      <span className="min-w-0 wrap-anywhere">
        Version <b className="font-semibold text-ink tabular-nums">{version}</b> through{" "}
        {connection.visible ? (
          <NavigationLink
            href={`/connections/${connection.id}`}
            className="rounded-tick font-medium text-accent hover:underline"
          >
            {connection.name}
          </NavigationLink>
        ) : (
          <span className="font-medium text-ink">{connection.name}</span>
        )}{" "}
        {connection.status !== "connected" && <StatusChip state={connection.status} />}
        <span className="mr-2 ml-1 text-muted" aria-hidden="true">
          ·
        </span>
        <span className="font-mono text-[12px] text-muted">
          {definition.table.schema}.{definition.table.name}
        </span>
      </span>
    </p>
  );
}
