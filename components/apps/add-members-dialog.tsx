"use client";

import { useCallback, useState } from "react";
import { addMembers, searchMembers } from "@/lib/apps/members/actions";
import type { AppDetail, MemberLevel } from "@/lib/apps/schema";
import { AddUsersDialog } from "../people/add-users-dialog";
import type { PersonFound } from "../people/people-list";
import { LevelChoice } from "./level-choice";

type AddMembersDialogProps = {
  app: AppDetail;
  opener: HTMLElement;
  onAdded: (people: readonly PersonFound[]) => void;
  onClose: () => void;
};

/** *Add users* to the members of an app, all of them with one level. */
export default function AddMembersDialog({ app, ...dialog }: AddMembersDialogProps) {
  const [level, setLevel] = useState<MemberLevel>("use");
  const find = useCallback((q: string) => searchMembers({ appId: app.id, q }), [app.id]);
  return (
    <AddUsersDialog
      {...dialog}
      line={
        <>
          They become members of <b className="font-medium text-ink">{app.name}</b>
        </>
      }
      alreadyWords="Already a member"
      find={find}
      add={(userIds) => addMembers({ appId: app.id, userIds, level })}
    >
      <LevelChoice level={level} onChange={setLevel} />
    </AddUsersDialog>
  );
}
