"use client";

import { reviewConnection } from "@/lib/access/actions";
import type { ConnectionAccess } from "@/lib/access/schema";
import { BreakGlassNote } from "../admins/break-glass-note";
import { ShareHeader } from "../admins/share-header";
import { Avatar } from "../ui/avatar";
import { TooltipLayer } from "../ui/tooltip-layer";
import { AccessTable } from "./access-table";
import { ReviewBar } from "./review-bar";

type ConnectionAccessScreenProps = {
  access: ConnectionAccess;
  connectorName: string;
  /** When the page was made, in milliseconds. */
  now: number;
};

/** *Access* of a connection: who has it since when, given by whom and when last used. */
export function ConnectionAccessScreen({ access, connectorName, now }: ConnectionAccessScreenProps) {
  const { page } = access;
  const { connection, admins } = page;
  const { id } = connection;
  return (
    <TooltipLayer>
      <ShareHeader page={page} connectorName={connectorName} here="access">
        {null}
      </ShareHeader>
      <div className="mt-5">
        <ReviewBar
          access={access}
          mark={(seen) => reviewConnection({ connectionId: id, seen })}
          file={{ href: `/connections/${id}/access/export`, of: { connectionId: id } }}
          now={now}
        />
      </div>
      {admins.length === 0 ? (
        <p className="mt-4 border-t border-line pt-4 text-body text-ink-2">Nobody administers this connection.</p>
      ) : (
        <AccessTable
          caption="Access to this connection"
          nameLabel="Name"
          creatorWords="Created the connection"
          hasPictures
          now={now}
          rows={admins.map((admin) => ({
            id: admin.userId,
            name: (
              <span className="flex items-start gap-3">
                <Avatar name={admin.name} size={28} tone={admin.self ? "self" : "other"} />
                <span className="min-w-0">
                  <span className="block text-strong font-medium text-ink wrap-anywhere">
                    <bdi>{admin.name}</bdi>
                    {admin.self && <span className="ml-2 text-small font-regular text-muted">you</span>}
                  </span>
                  <span className="block text-small text-muted wrap-anywhere">{admin.email}</span>
                  <BreakGlassNote share={admin} now={now} />
                </span>
              </span>
            ),
            since: admin.addedAt,
            by: admin.addedBy,
            lastUsedAt: admin.lastUsedAt,
          }))}
        />
      )}
    </TooltipLayer>
  );
}
