"use client";

import { reviewUser } from "@/lib/access/actions";
import { shownLimit, type UserAccess } from "@/lib/access/schema";
import type { Environment } from "@/lib/policy";
import { BreakGlassNote } from "../admins/break-glass-note";
import { levelLabels } from "../apps/level-labels";
import { environmentLabels } from "../shell/environment";
import { NavigationLink } from "../shell/navigation";
import { AccessTable } from "./access-table";
import { ReviewBar } from "./review-bar";

type UserAccessListProps = {
  access: UserAccess;
  environment: Environment;
  /** When the page was made, in milliseconds. */
  now: number;
};

/** What a user has access to: connections that are shared with them, and apps that they are a member of. */
export function UserAccessList({ access, environment, now }: UserAccessListProps) {
  const { userId, connections, apps, entries } = access;
  const isCut = connections.length + apps.length < entries;
  return (
    <>
      <ReviewBar
        access={access}
        mark={(seen) => reviewUser({ userId, seen })}
        file={{ href: `/administration/users/${userId}/access`, of: { userId } }}
        now={now}
      />
      {entries === 0 && (
        <p className="mt-3 text-body text-ink-2">
          No connection is shared with them, and they are not a member of any app.
        </p>
      )}
      {connections.length > 0 && (
        <AccessTable
          caption="Connections shared with this user"
          nameLabel="Connection"
          creatorWords="Created it"
          now={now}
          rows={connections.map((connection) => ({
            ...connection,
            name: (
              <>
                <Name href={`/connections/${connection.id}/access`}>{connection.name}</Name>
                <span className="block text-small text-muted">{environmentLabels[connection.environment]}</span>
                <BreakGlassNote share={connection} now={now} />
              </>
            ),
          }))}
        />
      )}
      {apps.length > 0 && (
        <AccessTable
          caption="Apps that this user is a member of"
          nameLabel="App"
          creatorWords="Created it"
          now={now}
          rows={apps.map((app) => ({
            ...app,
            level: levelLabels[app.level],
            name: <Name href={`/apps/${app.id}/members?environment=${environment}`}>{app.name}</Name>,
          }))}
        />
      )}
      {isCut && (
        <p className="mt-3 text-body text-ink-2">
          The first {shownLimit} of each are shown. Export has {entries} in all.
        </p>
      )}
    </>
  );
}

function Name({ href, children }: { href: string; children: string }) {
  return (
    <NavigationLink
      href={href}
      className="rounded-tick text-strong font-medium text-ink wrap-anywhere hover:text-accent hover:underline"
    >
      <bdi>{children}</bdi>
    </NavigationLink>
  );
}
