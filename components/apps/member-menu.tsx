import { UserCog, UserX } from "lucide-react";
import { OptionsMenu } from "@/components/ui/options-menu";
import type { Member } from "@/lib/apps/schema";

export type MemberChange = "level" | "remove";

type MemberMenuProps = {
  member: Member;
  anchor: HTMLElement;
  /** Why nothing can be changed; null when it can. */
  refusal: string | null;
  /** Called when focus is back on the anchor. */
  onChoose: (change: MemberChange) => void;
  onClose: () => void;
};

export default function MemberMenu({ member, refusal, ...menu }: MemberMenuProps) {
  const refused = refusal !== null;
  const level = member.level === "manage" ? "Change to use" : "Change to manage";
  return (
    <OptionsMenu
      {...menu}
      name={member.name}
      refusal={refusal}
      options={[
        { label: level, icon: UserCog, change: "level", refused },
        { label: "Remove", icon: UserX, change: "remove", danger: true, refused },
      ]}
    />
  );
}
