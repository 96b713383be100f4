"use client";

import { signOutEverywhere } from "@/lib/users/profile/actions";
import { call } from "../../shell/call";
import { Confirm } from "../../ui/confirm";

export default function SignOutEverywhere({ opener, onClose }: { opener: HTMLElement; onClose: () => void }) {
  return (
    <Confirm
      title="Sign out everywhere"
      line="Every device and every browser"
      question="Sign out everywhere?"
      verb="Sign out"
      kind="primary"
      opener={opener}
      act={() => call("changing", () => signOutEverywhere({}))}
      onDone={() => window.location.assign("/sign-in")}
      onClose={onClose}
    >
      <p className="mt-1 text-body text-ink-2">
        All your sessions end at once, this one as well. You can sign in again. Where you think that somebody knows your
        password, change it: that ends the other sessions too.
      </p>
    </Confirm>
  );
}
