"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { loadDuplicateSource, renameConnection } from "@/lib/connections/actions";
import type { Failure } from "@/lib/errors";
import { call } from "../shell/call";
import { environmentLabels, environmentSigns } from "../shell/environment";
import { NameDialog } from "../ui/name-dialog";
import type { DialogConnection } from "./connection-dialogs";
import { nameProblem } from "./connector-draft";

type RenameConnectionDialogProps = {
  connection: DialogConnection;
  opener: HTMLElement | null | undefined;
  onClose: () => void;
};

/** *Rename connection*: a name that somebody else gave it meanwhile is never overwritten unseen. */
export function RenameConnectionDialog({ connection, opener, onClose }: RenameConnectionDialogProps) {
  const { id, environment } = connection;
  const router = useRouter();
  const [seenName, setSeenName] = useState(connection.name);

  async function save(name: string): Promise<Failure | null> {
    const result = await call("changing", () => renameConnection({ id, name, previousName: seenName }));
    if (result.ok) {
      router.refresh();
      onClose();
      return null;
    }
    if (result.error.code !== "conflict" || result.error.fields !== undefined) return result.error;
    // Only after the other name has been shown may a second Save replace it.
    const current = await call("reading", () => loadDuplicateSource({ id }));
    if (!current.ok) return result.error;
    setSeenName(current.value.name);
    return { ...result.error, message: `${result.error.message} Save again to call it “${name.trim()}” instead.` };
  }

  return (
    <NameDialog
      title="Rename connection"
      {...environmentSigns(environment)}
      line={seenName}
      verb="Save"
      fields={[
        {
          field: "name",
          label: "Connection name",
          hint: `Up to 100 characters, unique in ${environmentLabels[environment]}`,
          check: nameProblem,
        },
      ]}
      stored={{ name: seenName }}
      unsaved="The connection keeps its name."
      opener={opener}
      submit={({ name }) => save(name)}
      onClose={onClose}
    />
  );
}
