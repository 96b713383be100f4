"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { renameApp } from "@/lib/apps/actions";
import type { AppRow } from "@/lib/apps/schema";
import { call } from "../shell/call";
import { AppDialog, type AppText } from "./app-dialog";

type RenameAppProps = { app: AppRow; opener: HTMLElement; onClose: () => void };

/** *Rename app*: what somebody else made of it meanwhile is never overwritten unseen. */
export default function RenameApp({ app, opener, onClose }: RenameAppProps) {
  const router = useRouter();
  const [initial] = useState<AppText>({ name: app.name, description: app.description });
  const [seen, setSeen] = useState(initial);
  const [note, setNote] = useState<string | null>(null);
  return (
    <AppDialog
      title="Rename app"
      line={seen.name}
      verb="Save"
      initial={initial}
      unsaved="The app keeps its name and description."
      note={note}
      opener={opener}
      submit={async (text) => {
        const result = await call("changing", () => renameApp({ id: app.id, ...text, previous: seen }));
        if (!result.ok) return result.error;
        router.refresh();
        if (result.value.saved) {
          onClose();
          return null;
        }
        const { by, current } = result.value;
        setSeen(current);
        const description =
          current.description === "" ? "without a description" : `described as “${current.description}”`;
        setNote(
          `${by} changed this app in the meantime: it is “${current.name}”, ${description}. Save again to replace that.`,
        );
        return null;
      }}
      onClose={onClose}
    />
  );
}
