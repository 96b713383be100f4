"use client";

import { useRouter } from "next/navigation";
import { useRef } from "react";
import { Confirm } from "@/components/ui/confirm";
import { pageHeading } from "@/components/ui/dialog";
import { showToast } from "@/components/ui/toast";
import { deleteApp } from "@/lib/apps/actions";
import type { AppRow } from "@/lib/apps/schema";
import { call } from "../shell/call";

type DeleteAppProps = { app: AppRow; opener: HTMLElement; onClose: () => void };

export default function DeleteApp({ app, opener, onClose }: DeleteAppProps) {
  const router = useRouter();
  // The row that opened this goes with the app.
  const gone = useRef(false);
  return (
    <Confirm
      title="Delete app"
      line={app.name}
      question={`Delete “${app.name}”?`}
      verb="Delete"
      opener={() => (gone.current ? pageHeading() : opener)}
      act={() => call("changing", () => deleteApp({ id: app.id }))}
      onDone={() => {
        gone.current = true;
        showToast({ tone: "ok", title: `${app.name} is deleted` });
        router.refresh();
        onClose();
      }}
      onClose={onClose}
    >
      <p className="mt-1 text-body text-ink-2">
        Only an app without external data objects can be deleted. Its members lose it. This cannot be undone.
      </p>
    </Confirm>
  );
}
