"use client";

import { useCallback } from "react";
import { addAdmins, searchPeople } from "@/lib/admins/actions";
import type { SharePage } from "@/lib/admins/schema";
import { AddUsersDialog } from "../people/add-users-dialog";
import type { PersonFound } from "../people/people-list";
import { environmentSigns } from "../shell/environment";

type AddAdminsDialogProps = {
  connection: SharePage["connection"];
  opener: HTMLElement | null;
  onAdded: (people: readonly PersonFound[]) => void;
  onClose: () => void;
};

/** *Add users* to those who administer a connection. */
export default function AddAdminsDialog({ connection, ...dialog }: AddAdminsDialogProps) {
  const { id, name, environment } = connection;
  const find = useCallback((q: string) => searchPeople({ connectionId: id, q }), [id]);
  return (
    <AddUsersDialog
      {...dialog}
      {...environmentSigns(environment)}
      line={
        <>
          They become admins of <b className="font-medium text-ink">{name}</b>
        </>
      }
      alreadyWords="Already an admin"
      find={find}
      add={(userIds) => addAdmins({ connectionId: id, userIds })}
    />
  );
}
