"use client";

import { useRef } from "react";
import { Confirm } from "@/components/ui/confirm";
import { pageHeading } from "@/components/ui/dialog";
import { removeMember } from "@/lib/apps/members/actions";
import type { AppDetail, Member } from "@/lib/apps/schema";
import { call } from "../shell/call";

type RemoveMemberProps = {
  app: AppDetail;
  member: Member;
  opener: HTMLElement;
  onDone: (member: Member) => void;
  onClose: () => void;
};

export default function RemoveMember({ app, member, opener, onDone, onClose }: RemoveMemberProps) {
  // The row that opened this goes with the membership.
  const removed = useRef(false);
  return (
    <Confirm
      title="Remove member"
      line={member.self ? `${member.name}, you` : member.name}
      question={member.self ? `Leave “${app.name}”?` : `Remove ${member.name} from “${app.name}”?`}
      verb="Remove"
      opener={() => (removed.current ? pageHeading() : opener)}
      act={() => call("changing", () => removeMember({ appId: app.id, userId: member.userId }))}
      onDone={() => {
        removed.current = true;
        onDone(member);
      }}
      onClose={onClose}
    >
      <p className="mt-1 text-body text-ink-2">
        {member.self
          ? "You lose its external data objects and their rows, until somebody who manages it adds you again."
          : "They lose its external data objects and their rows, until somebody who manages it adds them again."}{" "}
        {member.self ? "What you made stays in the app." : "What they made stays in the app."}
      </p>
    </Confirm>
  );
}
