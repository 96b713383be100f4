"use client";

import { useRouter } from "next/navigation";
import { useRef } from "react";
import { Confirm } from "@/components/ui/confirm";
import { pageHeading } from "@/components/ui/dialog";
import { showToast } from "@/components/ui/toast";
import { addSelf } from "@/lib/apps/members/actions";
import type { AppRow } from "@/lib/apps/schema";
import { call } from "../shell/call";

type AddSelfProps = { app: AppRow; opener: HTMLElement; onClose: () => void };

/** How a super admin becomes a member of an app that nobody added them to. */
export default function AddSelf({ app, opener, onClose }: AddSelfProps) {
  const router = useRouter();
  // The button that opened this goes with what it did.
  const added = useRef(false);
  return (
    <Confirm
      title="Add yourself"
      line={app.name}
      question={`Add yourself to “${app.name}” with manage?`}
      verb="Add yourself"
      kind="primary"
      opener={() => (added.current ? pageHeading() : opener)}
      act={() => call("changing", () => addSelf({ id: app.id }))}
      onDone={() => {
        added.current = true;
        showToast({ tone: "ok", title: `You manage ${app.name} now` });
        router.refresh();
        onClose();
      }}
      onClose={onClose}
    >
      <p className="mt-1 text-body text-ink-2">
        You can then read its rows and change everything in it. That you added yourself is on record.
      </p>
    </Confirm>
  );
}
