import { Send, Undo2 } from "lucide-react";
import { OptionsMenu } from "@/components/ui/options-menu";
import type { InvitationRow } from "@/lib/users/invitations/schema";

export type InvitationChange = "resend" | "withdraw";

type InvitationMenuProps = {
  invitation: InvitationRow;
  anchor: HTMLElement;
  /** Called when focus is back on the anchor. */
  onChoose: (change: InvitationChange) => void;
  onClose: () => void;
};

/** What can become of an invitation that nobody has accepted. */
export default function InvitationMenu({ invitation, ...menu }: InvitationMenuProps) {
  return (
    <OptionsMenu
      {...menu}
      name={invitation.email}
      refusal={null}
      options={[
        { label: "Send again", icon: Send, change: "resend" },
        { label: "Withdraw", icon: Undo2, change: "withdraw", danger: true },
      ]}
    />
  );
}
