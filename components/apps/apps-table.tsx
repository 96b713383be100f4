import { Box, Ellipsis, Users } from "lucide-react";
import { useId } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import type { AppRow } from "@/lib/apps/schema";
import type { Environment } from "@/lib/policy";
import { NavigationLink } from "../shell/navigation";
import { levelLabels } from "./level-labels";

type AppsTableProps = {
  caption: string;
  apps: readonly AppRow[];
  environment: Environment;
  onMore: (app: AppRow, button: HTMLElement) => void;
  onAddSelf: (app: AppRow, button: HTMLElement) => void;
};

/** Apps by name; on a phone each is a list item. */
export function AppsTable({ caption, apps, ...rest }: AppsTableProps) {
  return (
    <table className="data-table mt-6 max-md:block max-md:border-t max-md:border-line">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:hidden">
        <tr>
          <th scope="col">App</th>
          <th scope="col" className="w-[232px]">
            Your level
          </th>
          <th scope="col" className="number w-[104px]">
            Members
          </th>
          <th scope="col" className="number w-[184px]">
            External data objects
          </th>
          <th scope="col" className="w-[52px]">
            <span className="sr-only">More options</span>
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block max-md:[&_td]:bg-transparent!">
        {apps.map((app) => (
          <Row key={app.id} app={app} {...rest} />
        ))}
      </tbody>
    </table>
  );
}

const phoneCell =
  "max-md:block max-md:h-auto! max-md:border-0! max-md:p-0! max-md:pt-1! max-md:text-left! max-md:text-small";

function Row({ app, environment, onMore, onAddSelf }: { app: AppRow } & Omit<AppsTableProps, "caption" | "apps">) {
  const nameId = useId();
  return (
    <tr className="max-md:relative max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-4 max-md:border-b max-md:border-line max-md:py-3 max-md:pr-12">
      <td className="md:h-[52px]! max-md:block max-md:h-auto! max-md:w-full max-md:border-0! max-md:p-0!">
        <NavigationLink
          href={`/apps/${app.id}/data?environment=${environment}`}
          className="block w-fit max-w-full rounded-tick text-strong font-medium text-ink hover:text-accent hover:underline"
        >
          <span id={nameId}>{app.name}</span>
        </NavigationLink>
        {app.description !== "" && <span className="line-clamp-2 text-small text-muted">{app.description}</span>}
      </td>
      <td className={classNames(phoneCell, app.level === null && "max-md:order-last max-md:w-full max-md:pt-2.5!")}>
        {app.level !== null ? (
          levelLabels[app.level]
        ) : (
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="text-muted max-md:sr-only">Not a member</span>
            <Button size="control" aria-describedby={nameId} onClick={(event) => onAddSelf(app, event.currentTarget)}>
              Add yourself
            </Button>
          </span>
        )}
      </td>
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
      <td className="pr-2! text-right max-md:absolute max-md:top-1.5 max-md:right-0 max-md:h-auto! max-md:border-0! max-md:p-0!">
        <IconButton
          name="More options"
          aria-describedby={nameId}
          aria-haspopup="menu"
          aria-expanded="false"
          onClick={(event) => onMore(app, event.currentTarget)}
          className="max-md:size-11"
        >
          <Ellipsis className="size-4" strokeWidth={2} aria-hidden />
        </IconButton>
      </td>
    </tr>
  );
}
