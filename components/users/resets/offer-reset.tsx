"use client";

import { useState } from "react";
import type { Delivery } from "@/lib/users/links/schema";
import { offerReset } from "@/lib/users/resets/actions";
import { call } from "../../shell/call";
import { Confirm } from "../../ui/confirm";
import { DeliveredDialog } from "../links/delivered-dialog";

type OfferResetProps = {
  user: { id: string; name: string; email: string };
  opener: HTMLElement;
  onClose: () => void;
};

/** *Reset password*: makes a link with which somebody chooses a new one. */
export function OfferReset({ user, opener, onClose }: OfferResetProps) {
  const [delivery, setDelivery] = useState<Delivery | null>(null);
  if (delivery !== null) {
    const done = { title: "Reset password", what: "The link", lasts: "for 24 hours", opener, onClose };
    return <DeliveredDialog {...done} line={user.name} delivery={delivery} />;
  }
  return (
    <Confirm
      title="Reset password"
      line={user.name}
      question={`Make a link for ${user.name} to choose a new password?`}
      verb="Make link"
      kind="primary"
      opener={opener}
      act={() => call("changing", () => offerReset({ userId: user.id }))}
      onDone={setDelivery}
      onClose={onClose}
    >
      <p className="mt-1 text-body text-ink-2">
        It works once, for 24 hours, and replaces any earlier one. Until it is used their password and their sessions
        stay as they are; then all their sessions end.
      </p>
    </Confirm>
  );
}
