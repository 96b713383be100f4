"use client";

import { Notice, Reference } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { DuplicateSource, Environment } from "@/lib/connections/schema";
import { ConnectionDialog } from "./connection-dialog";
import type { DialogConnection } from "./connection-dialogs";
import { emptyDraft, formOf } from "./connector-draft";
import { copyName } from "./copy-name";
import { CreateConnectionDialog } from "./create-connection-dialog";
import { useSource } from "./use-source";

type DuplicateConnectionDialogProps = {
  connection: DialogConnection;
  opener: HTMLElement | null | undefined;
  onClose: () => void;
};

/** Create connection with another one's general details, its environment to choose, and empty credentials. */
export function DuplicateConnectionDialog({ connection, opener, onClose }: DuplicateConnectionDialogProps) {
  const { source, read } = useSource(connection.id);
  if (source === null) return null;
  const environments = source.ok ? creatable(source.value, connection.environment) : null;
  if (source.ok && environments !== null) {
    const form = formOf(source.value.connector);
    const empty = emptyDraft(form);
    return (
      <CreateConnectionDialog
        connector={source.value.connector}
        environments={environments}
        initial={{ ...empty, details: { ...empty.details, ...source.value.details } }}
        nameIn={(environment) =>
          environment === connection.environment ? copyName(source.value.name) : source.value.name
        }
        opener={opener}
        onClose={onClose}
      />
    );
  }
  return (
    <ConnectionDialog
      title="Duplicate connection"
      line={connection.name}
      environment={connection.environment}
      connector={connection.connector}
      width="notice"
      opener={opener}
      onClose={onClose}
      footer={(close) => (
        <>
          <span className="grow" />
          <Button onClick={() => void read()}>Try again</Button>
          <Button kind="primary" onClick={close}>
            Close
          </Button>
        </>
      )}
    >
      <div role="alert" className="px-6 pt-5 pb-6">
        <Notice tone="fail" title="Its general details could not be read.">
          {source.ok ? "You may not create a connection in any environment." : source.error.message}{" "}
          {!source.ok && source.error.reference !== null && <Reference value={source.error.reference} />}
        </Notice>
      </div>
    </ConnectionDialog>
  );
}

/** Where the copy may live, its own environment first; null when nowhere. */
function creatable(source: DuplicateSource, own: Environment): [Environment, ...Environment[]] | null {
  const [first, ...others] = [...source.environments].sort((a, b) => Number(b === own) - Number(a === own));
  return first === undefined ? null : [first, ...others];
}
