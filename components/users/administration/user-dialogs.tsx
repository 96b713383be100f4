"use client";

import { Confirm } from "@/components/ui/confirm";
import { changeUserRole, reactivateUser, signOutUserEverywhere } from "@/lib/users/administration/actions";
import type { UserRow } from "@/lib/users/administration/schema";
import { call } from "../../shell/call";
import { OfferReset } from "../resets/offer-reset";
import type { UserChange } from "./user-menu";
import { roleLabels } from "./user-words";

type DialogsProps = {
  change: UserChange;
  user: UserRow;
  opener: HTMLElement;
  /** `news` says what was done; `leaves`: whose page this is may not stay on it. */
  onDone: (outcome: { news: string; leaves: boolean }) => void;
  onClose: () => void;
};

export default function UserDialogs({ change, ...rest }: DialogsProps) {
  switch (change) {
    case "role":
      return <ChangeRole {...rest} />;
    case "reset":
      return <OfferReset {...rest} />;
    case "sign-out":
      return <SignOut {...rest} />;
    case "reactivate":
      return <Reactivate {...rest} />;
  }
}

type DialogProps = Omit<DialogsProps, "change">;

function ChangeRole({ user, onDone, ...dialog }: DialogProps) {
  const role = user.role === "member" ? "super_admin" : "member";
  const { name, self } = user;
  return (
    <Confirm
      {...dialog}
      title={role === "super_admin" ? "Make super admin" : "Make member"}
      line={lineOf(user)}
      question={`Make ${self ? "yourself" : name} a ${roleLabels[role].toLowerCase()}?`}
      verb={role === "super_admin" ? "Make super admin" : "Make member"}
      kind="primary"
      act={() => call("changing", () => changeUserRole({ userId: user.id, role }))}
      onDone={() => onDone({ news: `${name} is a ${roleLabels[role].toLowerCase()} now`, leaves: self })}
    >
      <p className="mt-1 text-body text-ink-2">
        {role === "super_admin"
          ? "They then see every connection and every app of this account, create connections in Test and Production, and administer users like you. It counts from their next request on."
          : `${self ? "You keep your" : "They keep their"} connections and apps, and see and administer nothing else. It counts from the next request on.`}
        {role === "member" && self && " Only another super admin can make you one again."}
      </p>
    </Confirm>
  );
}

function SignOut({ user, onDone, ...dialog }: DialogProps) {
  const { name, self } = user;
  return (
    <Confirm
      {...dialog}
      title="Sign out everywhere"
      line={lineOf(user)}
      question={self ? "Sign yourself out everywhere?" : `Sign ${name} out everywhere?`}
      verb="Sign out"
      kind="primary"
      act={() => call("changing", () => signOutUserEverywhere({ userId: user.id }))}
      onDone={() => onDone({ news: `${name} is signed out everywhere`, leaves: self })}
    >
      <p className="mt-1 text-body text-ink-2">
        {self
          ? "All your sessions end at once, this one as well. You can sign in again."
          : "All their sessions end at once, on every device. They can sign in again: to keep them out, deactivate them."}
      </p>
    </Confirm>
  );
}

function Reactivate({ user, onDone, ...dialog }: DialogProps) {
  return (
    <Confirm
      {...dialog}
      title="Reactivate"
      line={lineOf(user)}
      question={`Reactivate ${user.name}?`}
      verb="Reactivate"
      kind="primary"
      act={() => call("changing", () => reactivateUser({ userId: user.id }))}
      onDone={() => onDone({ news: `${user.name} is active again`, leaves: false })}
    >
      <p className="mt-1 text-body text-ink-2">
        They can sign in again, as a member. Nothing that they had comes back by itself: connections and apps have to be
        shared with them anew{user.role === "super_admin" && ", and a super admin has to make them super admin again"}.
      </p>
    </Confirm>
  );
}

function lineOf({ name, self }: UserRow): string {
  return self ? `${name}, you` : name;
}
