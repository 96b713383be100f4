"use client";

import { Confirm } from "@/components/ui/confirm";
import { changeMemberLevel } from "@/lib/apps/members/actions";
import type { AppDetail, Member } from "@/lib/apps/schema";
import { call } from "../shell/call";

type ChangeLevelProps = {
  app: AppDetail;
  member: Member;
  opener: HTMLElement;
  onDone: (member: Member) => void;
  onClose: () => void;
};

export default function ChangeLevel({ app, member, opener, onDone, onClose }: ChangeLevelProps) {
  const level = member.level === "manage" ? "use" : "manage";
  const whose = member.self ? "your own level" : `the level of ${member.name}`;
  return (
    <Confirm
      title={`Change to ${level}`}
      line={member.self ? `${member.name}, you` : member.name}
      question={`Change ${whose} in “${app.name}” to ${level}?`}
      verb="Change"
      kind="primary"
      opener={opener}
      act={() => call("changing", () => changeMemberLevel({ appId: app.id, userId: member.userId, level }))}
      onDone={() => onDone(member)}
      onClose={onClose}
    >
      <p className="mt-1 text-body text-ink-2">
        {level === "manage"
          ? "They can then make external data objects, and rename, delete and share this app like you."
          : "Managing this app and making external data objects then takes somebody else. Rows stay readable."}
      </p>
    </Confirm>
  );
}
