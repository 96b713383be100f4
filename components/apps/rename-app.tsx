"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { renameApp } from "@/lib/apps/actions";
import type { AppRow } from "@/lib/apps/schema";
import type { Failure } from "@/lib/errors";
import { call } from "../shell/call";
import { NameDialog } from "../ui/name-dialog";
import { appFields } from "./app-fields";

type RenameAppProps = { app: AppRow; opener: HTMLElement; onClose: () => void };
type AppText = { name: string; description: string };

/** *Rename app*: what somebody else made of it meanwhile is never overwritten unseen. */
export default function RenameApp({ app, opener, onClose }: RenameAppProps) {
  const router = useRouter();
  const [seen, setSeen] = useState<AppText>({ name: app.name, description: app.description });

  async function save(text: AppText): Promise<Failure | null> {
    const result = await call("changing", () => renameApp({ id: app.id, ...text, previous: seen }));
    if (!result.ok) return result.error;
    router.refresh();
    if (result.value.saved) {
      onClose();
      return null;
    }
    const { by, current } = result.value;
    setSeen(current);
    const description = current.description === "" ? "without a description" : `described as “${current.description}”`;
    const message = `${by} changed this app in the meantime: it is “${current.name}”, ${description}. Save again to replace that.`;
    return { code: "conflict", message, reference: null };
  }

  return (
    <NameDialog
      title="Rename app"
      line={seen.name}
      verb="Save"
      fields={appFields}
      stored={seen}
      unsaved="The app keeps its name and description."
      opener={opener}
      submit={save}
      onClose={onClose}
    />
  );
}
