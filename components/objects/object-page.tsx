import { buttonClass } from "@/components/ui/button";
import { Moment } from "@/components/ui/moment";
import { TooltipLayer } from "@/components/ui/tooltip-layer";
import type { HistoryPage } from "@/lib/objects/history/schema";
import type { ObjectDetail } from "@/lib/objects/schema";
import type { Environment } from "@/lib/policy";
import type { ObjectRequest } from "@/lib/requests/schema";
import { Trail } from "../apps/trail";
import { ObjectRequests } from "../requests/object-requests";
import { NavigationLink } from "../shell/navigation";
import { DeleteObject } from "./delete-object";
import { DeployButton } from "./deploy/deploy-button";
import { BeingEditedLine } from "./edits/being-edited";
import { EditObject } from "./edits/edit-object";
import { History } from "./history/history";
import { ObjectBindings } from "./object-bindings";
import { ObjectColumns } from "./object-columns";

type ObjectPageProps = {
  object: ObjectDetail;
  requests: readonly ObjectRequest[];
  history: HistoryPage;
  environment: Environment;
  connectorNames: Readonly<Record<string, string>>;
  /** When the page was made, in milliseconds. */
  now: number;
};

/** One external data object: what its version shows, and through which connections. */
export function ObjectPage({ object, requests, history, environment, connectorNames, now }: ObjectPageProps) {
  const { app, definition } = object;
  const data = `/apps/${app.id}/data?environment=${environment}`;
  const rows = `/apps/${app.id}/data/${object.id}?environment=${environment}`;
  return (
    <TooltipLayer>
      <Trail
        steps={[
          { label: "Apps", href: `/apps?environment=${environment}` },
          { label: app.name, href: data },
          { label: object.name, href: rows },
        ]}
        here="About this object"
      />
      <div className="mt-2 flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-80">
          <h1 className="text-heading font-semibold tracking-[-0.014em] wrap-anywhere outline-none">{object.name}</h1>
          <p className="mt-1.5 text-body text-ink-2 wrap-anywhere">
            Version <b className="font-semibold tabular-nums">{object.version}</b>, published{" "}
            <Moment iso={object.publishedAt} now={now} />
            {object.publishedBy !== null && ` by ${object.publishedBy}`} ·{" "}
            <span className="font-mono text-[12px] text-muted">
              {definition.table.schema}.{definition.table.name}
            </span>
          </p>
          {object.beingEdited !== null && <BeingEditedLine edited={object.beingEdited} now={now} />}
          {object.description !== "" && (
            <p className="mt-2 max-w-[80ch] text-body wrap-anywhere">{object.description}</p>
          )}
        </div>
        <div className="flex flex-wrap items-start gap-2">
          <NavigationLink href={rows} className={buttonClass()}>
            Live rows
          </NavigationLink>
          {object.abilities.includes("object.edit") && <EditObject object={object} />}
          <DeleteObject object={object} backHref={data} />
        </div>
      </div>
      <ObjectRequests requests={requests} now={now} />
      <section aria-labelledby="bindings" className="mt-7">
        <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
          <div className="min-w-0 flex-1 basis-72">
            <h2 id="bindings" className="text-title font-semibold">
              Bindings
            </h2>
            <p className="text-body text-ink-2">Each ties a version to one connection of one environment.</p>
          </div>
          <Deploy object={object} environment={environment} />
        </div>
        <ObjectBindings object={object} connectorNames={connectorNames} now={now} />
      </section>
      <section aria-labelledby="columns" className="mt-8">
        <h2 id="columns" className="text-title font-semibold">
          Columns
        </h2>
        <p className="text-body text-ink-2">
          {definition.membersWithUseMay === "write"
            ? "Members with use may read and write rows."
            : "Members with use may read rows."}
        </p>
        <ObjectColumns definition={definition} />
      </section>
      <History object={object} page={history} now={now} />
    </TooltipLayer>
  );
}

function Deploy({ object, environment }: Pick<ObjectPageProps, "object" | "environment">) {
  const { deployRefusal } = object;
  if (deployRefusal === null) return <DeployButton kind="primary" object={object} environment={environment} />;
  return (
    <div className="flex max-w-[44ch] flex-col items-start gap-1.5 md:items-end md:text-right">
      <DeployButton closed object={object} environment={environment} aria-describedby="deploy-refusal" />
      <p id="deploy-refusal" className="text-small text-muted">
        {deployRefusal}
      </p>
    </div>
  );
}
