"use client";

import { useRef } from "react";
import { Confirm } from "@/components/ui/confirm";
import { pageHeading } from "@/components/ui/dialog";
import { revokeAdmin } from "@/lib/admins/actions";
import type { Admin, SharePage } from "@/lib/admins/schema";
import { UsedBy } from "../connections/used-by";
import { call } from "../shell/call";
import { environmentLabels, environmentSigns } from "../shell/environment";

type RevokeAccessProps = {
  connection: SharePage["connection"];
  admin: Admin;
  opener: HTMLElement;
  onDone: (admin: Admin) => void;
  onClose: () => void;
};

export default function RevokeAccess({ connection, admin, opener, onDone, onClose }: RevokeAccessProps) {
  const { id, name, environment } = connection;
  const place = environment === "production" ? ` in ${environmentLabels.production}` : "";
  // The row that opened this goes with the access.
  const revoked = useRef(false);
  return (
    <Confirm
      title="Revoke access"
      line={admin.self ? `${admin.name}, you` : admin.name}
      {...environmentSigns(environment)}
      question={
        admin.self
          ? `Give up your access to “${name}”${place}?`
          : `Revoke the access of ${admin.name} to “${name}”${place}?`
      }
      verb="Revoke access"
      opener={() => (revoked.current ? pageHeading() : opener)}
      act={() => call("changing", () => revokeAdmin({ connectionId: id, userId: admin.userId }))}
      onDone={() => {
        revoked.current = true;
        onDone(admin);
      }}
      onClose={onClose}
    >
      <p className="mt-1 text-body text-ink-2">
        {admin.self
          ? "The connection will be gone for you until one of its admins shares it with you again. Only super admins still see it in the list."
          : "The connection will be gone for them until an admin shares it with them again."}
      </p>
      {connection.objectCount > 0 && (
        <UsedBy connectionId={id} className="mt-2">
          {whatStays(connection.objectCount, connection.appCount)}
        </UsedBy>
      )}
    </Confirm>
  );
}

function whatStays(objects: number, apps: number): string {
  const where = apps === 1 ? "in 1 app" : `in ${apps} apps`;
  return objects === 1
    ? `1 external data object ${where} keeps working.`
    : `${objects} external data objects ${where} keep working.`;
}
