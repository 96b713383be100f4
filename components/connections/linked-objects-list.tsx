"use client";

import { ArrowRight, ArrowUpRight, Lock, Search, Table2 } from "lucide-react";
import { useState } from "react";
import type { Environment, LinkedObject, LinkedObjects } from "@/lib/connections/schema";
import { TableChangedChip } from "../objects/drift/table-changed";
import { environmentLabels } from "../shell/environment";
import { NavigationLink } from "../shell/navigation";
import { Input } from "../ui/field";
import { listed } from "../ui/listed";
import { AppGroup, objectCount } from "./app-group";
import { countObjects, matchingObjects } from "./matching-objects";

/** Beyond this many the apps are folded and can be searched. */
const mostUnfolded = 20;

type LinkedObjectsListProps = {
  linked: Pick<LinkedObjects, "apps" | "connection">;
  /** Links open a new tab: what is typed beside the list would be gone with the page. */
  apart?: boolean;
  className?: string;
};

/** The external data objects that use a connection, by app, each a link. */
export function LinkedObjectsList({ linked, apart = false, className = "grid gap-3" }: LinkedObjectsListProps) {
  const [typed, setTyped] = useState("");
  const { apps } = linked;
  const count = countObjects(apps);
  const isLong = count > mostUnfolded;
  const found = matchingObjects(apps, typed);
  const isSearched = typed.trim() !== "";
  const unfolded = countObjects(found) <= mostUnfolded;
  return (
    <div className={className}>
      {isLong && (
        <>
          <search className="relative">
            <Search
              className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted"
              strokeWidth={1.75}
              aria-hidden
            />
            <Input
              type="search"
              aria-label="Search objects"
              placeholder="Search objects"
              maxLength={100}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              className="pl-8! [&::-webkit-search-cancel-button]:hidden"
            />
          </search>
          <p role="status" className={isSearched ? "text-muted text-small tabular-nums" : "sr-only"}>
            {isSearched && `${countObjects(found)} of ${count} objects`}
          </p>
        </>
      )}
      {found.map((app) => (
        // Another key when folding changes: what somebody opened or closed since then stays theirs.
        <AppGroup key={`${app.id} ${unfolded}`} name={app.name} count={objectCount(app.objects.length)} open={unfolded}>
          <ul>
            {app.objects.map((object) => (
              // Rows out of view cost nothing: five hundred are as quick as ten.
              <li key={object.id} className="[contain-intrinsic-size:auto_49px] [content-visibility:auto]">
                <ObjectLink appId={app.id} object={object} environment={linked.connection.environment} apart={apart} />
              </li>
            ))}
          </ul>
        </AppGroup>
      ))}
    </div>
  );
}

type ObjectLinkProps = { appId: string; object: LinkedObject; environment: Environment; apart: boolean };

function ObjectLink({ appId, object, environment, apart }: ObjectLinkProps) {
  const Arrow = apart ? ArrowUpRight : ArrowRight;
  return (
    <NavigationLink
      href={`/apps/${appId}/data/${object.id}?environment=${environment}`}
      {...(apart ? { target: "_blank" } : {})}
      className="flex min-h-10 items-center gap-3 border-line border-t px-3 py-1.5 text-body hover:bg-hover focus-visible:focus-shown-inset pointer-coarse:min-h-11"
    >
      <Table2 className="size-4 shrink-0 text-muted" strokeWidth={1.75} aria-hidden />
      <span className="min-w-0 grow">
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium text-accent">{object.name}</span>
          {object.drifted && <TableChangedChip />}
        </span>
        <span className="flex min-w-0 flex-wrap items-baseline gap-x-3 text-muted">
          <span className="max-w-full truncate font-mono text-[11.5px]">{object.table}</span>
          <span className="text-small tabular-nums">
            Version {object.version} in {environmentLabels[environment]}
          </span>
        </span>
      </span>
      {apart && <span className="sr-only">in a new tab</span>}
      <Arrow className="size-4 shrink-0 text-muted" strokeWidth={1.75} aria-hidden />
    </NavigationLink>
  );
}

type HiddenProps = { linked: Pick<LinkedObjects, "hiddenCount" | "apps" | "ask">; className?: string };

/** What is in apps that one cannot see: counted, not named, with whom to ask. */
export function HiddenObjects({ linked, className = "mt-3" }: HiddenProps) {
  const hidden = hiddenObjectsText(linked);
  if (hidden === null) return null;
  return (
    <p className={`flex items-start gap-2 text-body text-ink-2 first:mt-0 ${className}`}>
      <Lock size={16} strokeWidth={1.75} aria-hidden="true" className="mt-0.5 shrink-0 text-muted" />
      <span>
        {hidden}. {whomToAsk(linked)}
      </span>
    </p>
  );
}

export function whomToAsk({ ask, hiddenCount }: Pick<LinkedObjects, "ask" | "hiddenCount">): string {
  const whose = hiddenCount === 1 ? "whose it is" : "whose they are";
  return ask.length === 0 ? `A super admin can say ${whose}.` : `${listed(ask, "or")} can say ${whose}.`;
}

/** "2 more are in apps you cannot see". Null when nothing is hidden. */
export function hiddenObjectsText({ hiddenCount, apps }: Pick<LinkedObjects, "hiddenCount" | "apps">): string | null {
  if (hiddenCount === 0) return null;
  const more = apps.length > 0 ? " more" : "";
  return hiddenCount === 1
    ? `1${more} is in an app you cannot see`
    : `${hiddenCount}${more} are in apps you cannot see`;
}
