import { Moment } from "@/components/ui/moment";
import { TooltipLayer } from "@/components/ui/tooltip-layer";
import type { AppDetail } from "@/lib/apps/schema";
import type { ObjectRow } from "@/lib/objects/schema";
import type { Environment } from "@/lib/policy";
import { AppTabs } from "../apps/app-tabs";
import { Trail } from "../apps/trail";
import { EnvironmentChip } from "../shell/environment";
import { NavigationLink } from "../shell/navigation";
import { CheckTable } from "./drift/check-table";
import { TableChangedChip } from "./drift/table-changed";
import { NewObjectButton } from "./new-object-button";

type ObjectsTableProps = {
  app: AppDetail;
  objects: readonly ObjectRow[];
  environment: Environment;
  /** When the page was made, in milliseconds. */
  now: number;
};

/** *External data objects* of one app. */
export function ObjectsTable({ app, objects, environment, now }: ObjectsTableProps) {
  return (
    <TooltipLayer>
      <Trail steps={[{ label: "Apps", href: `/apps?environment=${environment}` }]} here={app.name} />
      <div className="mt-2 flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-80">
          <h1 className="text-heading font-semibold tracking-[-0.014em] outline-none">External data objects</h1>
          <p className="mt-1.5 max-w-[80ch] text-body text-ink-2 wrap-anywhere">
            {app.description === "" ? `Of the app ${app.name}` : app.description}
          </p>
        </div>
        <NewObjectButton app={app} environment={environment} />
      </div>
      <AppTabs appId={app.id} environment={environment} here="data" />
      {objects.length === 0 ? (
        <div className="mt-6 border-t border-line pt-12 text-center">
          <p className="text-strong font-semibold">No external data objects in {app.name} yet</p>
          <p className="mx-auto mt-1 max-w-[52ch] text-body text-ink-2">
            An object shows the live rows of one external table, through a connection. Nothing is copied.
          </p>
        </div>
      ) : (
        <Rows app={app} objects={objects} environment={environment} now={now} />
      )}
    </TooltipLayer>
  );
}

const phoneCell = "max-md:block max-md:h-auto! max-md:border-0! max-md:p-0! max-md:pt-1! max-md:text-small";

function Rows({ app, objects, environment, now }: ObjectsTableProps) {
  return (
    <table className="data-table mt-6 max-md:block max-md:border-t max-md:border-line">
      <caption className="sr-only">External data objects of {app.name}</caption>
      <thead className="max-md:hidden">
        <tr>
          <th scope="col">Name</th>
          <th scope="col" className="w-[18%] lg:w-[24%]">
            Table
          </th>
          <th scope="col" className="number w-[88px]">
            Version
          </th>
          <th scope="col" className="w-[180px] pl-7! lg:w-[296px]">
            Environments
          </th>
          <th scope="col" className="w-[128px]">
            Modified at
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block max-md:[&_td]:bg-transparent!">
        {objects.map((object) => (
          <tr
            key={object.id}
            className="max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:border-b max-md:border-line max-md:py-3"
          >
            <td className={`md:h-[52px]! ${phoneCell} max-md:w-full`}>
              <NavigationLink
                href={
                  object.version === null
                    ? `/apps/${app.id}/data/${object.id}/draft`
                    : `/apps/${app.id}/data/${object.id}?environment=${environment}`
                }
                className="block w-fit max-w-full rounded-tick text-strong font-medium text-ink hover:text-accent hover:underline"
              >
                {object.name}
              </NavigationLink>
              {object.description !== "" && (
                <span className="line-clamp-2 text-small text-muted">{object.description}</span>
              )}
            </td>
            <td className={`${phoneCell} max-md:max-w-full`}>
              <span data-tip className="block truncate font-mono text-[12px]">
                {object.table ?? <span className="font-sans text-body text-muted">Not selected yet</span>}
              </span>
            </td>
            <td className={`number ${phoneCell} max-md:text-left!`}>
              {object.version === null ? (
                "Draft"
              ) : (
                <>
                  <span className="md:sr-only">Version </span>
                  {object.version}
                  {object.isBeingEdited && <span className="block text-muted text-small">Being edited</span>}
                </>
              )}
            </td>
            <td className={`${phoneCell} md:pl-7!`}>
              <span className="flex flex-wrap gap-1.5">
                {object.bindings.length === 0 ? (
                  <span className="text-muted">Bound nowhere</span>
                ) : (
                  object.bindings.map(({ environment: each, version }) => (
                    <EnvironmentChip key={each} environment={each} version={version} />
                  ))
                )}
              </span>
              <Drifted object={object} app={app} environment={environment} />
            </td>
            <td className={phoneCell}>
              <span className="sr-only">Modified </span>
              <Moment iso={object.modifiedAt} now={now} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type DriftedProps = { object: ObjectRow; app: AppDetail; environment: Environment };

/** The mark of an object whose table changed, where one looks now or else where it did. */
function Drifted({ object, app, environment }: DriftedProps) {
  const drifted = object.bindings.filter((binding) => binding.drifted);
  const shown = drifted.find((binding) => binding.environment === environment) ?? drifted[0];
  if (shown === undefined) return null;
  return (
    <span className="mt-1.5 flex flex-wrap items-center gap-2">
      <TableChangedChip />
      {object.mayCheck && (
        <CheckTable
          object={{ id: object.id, name: object.name, app }}
          environment={shown.environment}
          of={object.name}
          size="control"
          goesWithMark
        />
      )}
    </span>
  );
}
