"use client";

import { useState } from "react";
import { resendInvitation, withdrawInvitation } from "@/lib/users/invitations/actions";
import type { InvitationRow } from "@/lib/users/invitations/schema";
import type { Delivery } from "@/lib/users/links/schema";
import { call } from "../../shell/call";
import { Confirm } from "../../ui/confirm";
import { DeliveredDialog } from "../links/delivered-dialog";
import type { InvitationChange } from "./invitation-menu";

type DialogsProps = {
  change: InvitationChange;
  invitation: InvitationRow;
  opener: HTMLElement;
  /** The list is another one now. `news` says why. */
  onChanged: (news: string) => void;
  onClose: () => void;
};

export default function InvitationDialogs({ change, ...rest }: DialogsProps) {
  return change === "resend" ? <Resend {...rest} /> : <Withdraw {...rest} />;
}

type DialogProps = Omit<DialogsProps, "change">;

function Resend({ invitation, opener, onChanged, onClose }: DialogProps) {
  const [delivery, setDelivery] = useState<Delivery | null>(null);
  const { id, email } = invitation;
  if (delivery !== null) {
    const done = { title: "Send again", what: "The invitation", lasts: "for seven days", opener, onClose };
    return <DeliveredDialog {...done} delivery={delivery} />;
  }
  return (
    <Confirm
      title="Send again"
      line={email}
      question={`Make a new link for ${email}?`}
      verb="Send again"
      kind="primary"
      opener={opener}
      act={() => call("changing", () => resendInvitation({ invitationId: id }))}
      onDone={(made) => {
        setDelivery(made);
        onChanged(`A new link was made for ${email}`);
      }}
      onClose={onClose}
    >
      <p className="mt-1 text-body text-ink-2">
        It works once, for seven days from now. The link that they were sent before stops working.
      </p>
    </Confirm>
  );
}

function Withdraw({ invitation, opener, onChanged, onClose }: DialogProps) {
  const { id, email } = invitation;
  return (
    <Confirm
      title="Withdraw"
      line={email}
      question={`Withdraw the invitation of ${email}?`}
      verb="Withdraw"
      opener={opener}
      act={() => call("changing", () => withdrawInvitation({ invitationId: id }))}
      onDone={() => {
        onClose();
        onChanged(`The invitation of ${email} is withdrawn`);
      }}
      onClose={onClose}
    >
      <p className="mt-1 text-body text-ink-2">
        Its link stops working at once, and says so. You can invite them again at any time.
      </p>
    </Confirm>
  );
}
