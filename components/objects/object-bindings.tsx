import { Moment } from "@/components/ui/moment";
import { SpanStatus, StatusChip, spanLabels } from "@/components/ui/span-status";
import { type Environment, environments } from "@/lib/connections/schema";
import type { ObjectBinding, ObjectDetail } from "@/lib/objects/schema";
import { AskForAccess } from "../requests/ask-for-access";
import { EnvironmentChip, environmentLabels } from "../shell/environment";
import { NavigationLink } from "../shell/navigation";
import { CheckTable } from "./drift/check-table";
import { TableChangedChip } from "./drift/table-changed";

type ObjectBindingsProps = {
  object: Pick<ObjectDetail, "id" | "name" | "app" | "bindings" | "abilities">;
  connectorNames: Readonly<Record<string, string>>;
  now: number;
};

/** Which version runs on which connection, environment by environment. */
export function ObjectBindings({ object, connectorNames, now }: ObjectBindingsProps) {
  return (
    <table className="data-table mt-3 max-md:block max-md:border-t max-md:border-line">
      <caption className="sr-only">Bindings by environment</caption>
      <thead className="max-md:hidden">
        <tr>
          <th scope="col" className="w-[148px]">
            Environment
          </th>
          <th scope="col" className="number w-[88px]">
            Version
          </th>
          <th scope="col" className="pl-7!">
            Connection
          </th>
          <th scope="col" className="w-[140px]">
            Connector
          </th>
          <th scope="col" className="w-[22%]">
            Bound
          </th>
          <th scope="col" className="w-[128px]">
            Table
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block max-md:[&_td]:bg-transparent!">
        {environments.map((environment) => (
          <tr
            key={environment}
            className="max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:border-b max-md:border-line max-md:py-3"
          >
            <td className={cell}>
              <EnvironmentChip environment={environment} />
            </td>
            <BindingCells
              object={object}
              binding={object.bindings.find((each) => each.environment === environment)}
              environment={environment}
              connectorNames={connectorNames}
              now={now}
            />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const cell = "md:h-[52px]! max-md:block max-md:h-auto! max-md:border-0! max-md:p-0! max-md:pt-1!";

type BindingCellsProps = ObjectBindingsProps & {
  binding: ObjectBinding | undefined;
  environment: Environment;
};

function BindingCells({ object, binding, environment, connectorNames, now }: BindingCellsProps) {
  if (binding === undefined) {
    return (
      <>
        <td className={`${cell} max-md:hidden!`} />
        <td colSpan={4} className={`${cell} text-muted md:pl-7!`}>
          {environment === "development" ? "Not published" : `Not deployed to ${environmentLabels[environment]}`}
        </td>
      </>
    );
  }
  const { connection } = binding;
  return (
    <>
      <td className={`number ${cell} max-md:text-left!`}>
        <span className="md:sr-only">Version </span>
        {binding.version}
      </td>
      <td className={`${cell} max-md:w-full md:pl-7!`}>
        <span className="flex min-w-0 flex-wrap items-center gap-x-2">
          <SpanStatus state={connection.status} label={spanLabels[connection.status]} />
          {connection.visible ? (
            <NavigationLink
              href={`/connections/${connection.id}`}
              className="min-w-0 rounded-tick font-medium text-accent hover:underline"
            >
              {connection.name}
            </NavigationLink>
          ) : (
            <span className="min-w-0 font-medium text-ink">{connection.name}</span>
          )}
          {connection.status !== "connected" && <StatusChip state={connection.status} />}
          {binding.driftedAt !== null && <TableChangedChip />}
          {connection.status === "needs_an_admin" && !connection.visible && (
            <span className="w-full text-muted text-small">
              Nobody answers for it. Ask a super admin to take it over.
            </span>
          )}
          {!connection.visible && object.abilities.includes("object.deploy") && (
            <AskForAccess object={{ id: object.id, name: object.name }} environment={environment} />
          )}
        </span>
      </td>
      <td className={cell}>{connectorNames[connection.connector] ?? connection.connector}</td>
      <td className={cell}>
        <Moment iso={binding.boundAt} now={now} />
        {binding.boundBy !== null && ` by ${binding.boundBy}`}
      </td>
      <td className={cell}>
        {object.abilities.includes("object.check") && (
          <CheckTable object={object} environment={environment} of={object.name} size="control" />
        )}
      </td>
    </>
  );
}
