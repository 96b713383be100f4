import { Box, Users } from "lucide-react";
import type { AppRow, MemberLevel } from "@/lib/apps/schema";
import type { Environment } from "@/lib/policy";
import { NavigationLink } from "../shell/navigation";

export const levelLabels = { manage: "Manage", use: "Use" } as const satisfies Record<MemberLevel, string>;

type AppsListProps = { apps: readonly AppRow[]; environment: Environment };

/** The apps one is a member of. */
export function AppsList({ apps, environment }: AppsListProps) {
  return (
    <>
      <h1 className="text-heading font-semibold tracking-[-0.014em]">Apps</h1>
      <p className="mt-1.5 text-body text-ink-2">
        {apps.length === 0 ? "You are not a member of any app yet" : "Where builders read and write external data"}
      </p>
      {apps.length === 0 ? <NoApps /> : <AppsTable apps={apps} environment={environment} />}
    </>
  );
}

function AppsTable({ apps, environment }: AppsListProps) {
  return (
    <table className="data-table mt-6 max-md:block max-md:border-t max-md:border-line">
      <caption className="sr-only">Apps you are a member of</caption>
      <thead className="max-md:hidden">
        <tr>
          <th scope="col">App</th>
          <th scope="col" className="w-[136px]">
            Your level
          </th>
          <th scope="col" className="number w-[120px]">
            Members
          </th>
          <th scope="col" className="number w-[184px]">
            External data objects
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block max-md:[&_td]:bg-transparent!">
        {apps.map((app) => (
          <tr
            key={app.id}
            className="max-md:flex max-md:flex-wrap max-md:gap-x-4 max-md:border-b max-md:border-line max-md:py-3"
          >
            <td className="md:h-[52px]! max-md:block max-md:h-auto! max-md:w-full max-md:border-0! max-md:p-0!">
              <NavigationLink
                href={`/apps/${app.id}/data?environment=${environment}`}
                className="block w-fit max-w-full rounded-tick text-strong font-medium text-ink hover:text-accent hover:underline"
              >
                {app.name}
              </NavigationLink>
              {app.description !== "" && <span className="block text-small text-muted">{app.description}</span>}
            </td>
            <td className={phoneCell}>{levelLabels[app.level]}</td>
            <td className={`number ${phoneCell}`}>
              <Users className="mr-1 inline size-3.5 text-muted md:hidden" strokeWidth={1.75} aria-hidden />
              {app.memberCount}
              <span className="md:sr-only">{app.memberCount === 1 ? " member" : " members"}</span>
            </td>
            <td className={`number ${phoneCell}`}>
              <Box className="mr-1 inline size-3.5 text-muted md:hidden" strokeWidth={1.75} aria-hidden />
              {app.objectCount}
              <span className="md:sr-only">{app.objectCount === 1 ? " object" : " objects"}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const phoneCell =
  "max-md:block max-md:h-auto! max-md:border-0! max-md:p-0! max-md:pt-1! max-md:text-left! max-md:text-small";

function NoApps() {
  return (
    <div className="mt-6 border-t border-line pt-12 text-center">
      <p className="text-strong font-semibold">Nothing to open here yet</p>
      <p className="mx-auto mt-1 max-w-[52ch] text-body text-ink-2">
        Those who manage an app add its members. Ask them to add you, and the app appears here.
      </p>
    </div>
  );
}
