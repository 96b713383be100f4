"use client";

import { useState } from "react";
import type { Environment } from "@/lib/connections/schema";
import type { ConnectorId } from "@/lib/connectors/forms";
import { emptyDraft, formOf } from "./connector-draft";
import { ConnectorPicker } from "./connector-picker";
import { CreateConnectionDialog } from "./create-connection-dialog";

type CreateFlowProps = {
  environment: Environment;
  opener: HTMLElement | null | undefined;
  /** What happens with the new connection; by default the list shows it. */
  onCreated?: (connection: { id: string; name: string }) => void;
  onClose: () => void;
};

/** New connection: first the connector, then its form. */
export function CreateFlow({ environment, opener, onCreated, onClose }: CreateFlowProps) {
  const [connector, setConnector] = useState<ConnectorId | null>(null);
  if (connector === null) {
    return <ConnectorPicker environment={environment} opener={opener} onChoose={setConnector} onClose={onClose} />;
  }
  return (
    <CreateConnectionDialog
      connector={connector}
      environments={[environment]}
      initial={emptyDraft(formOf(connector))}
      nameIn={() => ""}
      opener={opener}
      {...(onCreated === undefined ? {} : { onCreated })}
      onClose={onClose}
    />
  );
}
