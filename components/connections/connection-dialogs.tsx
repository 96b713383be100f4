"use client";

import type { ConnectionRow, Environment } from "@/lib/connections/schema";
import { CreateFlow } from "./create-flow";
import { DeleteConnectionDialog } from "./delete-connection-dialog";
import { DuplicateConnectionDialog } from "./duplicate-connection-dialog";
import { ReconnectConnectionDialog } from "./reconnect-connection-dialog";
import { RenameConnectionDialog } from "./rename-connection-dialog";

/** What a dialog needs to know of its connection. */
export type DialogConnection = Pick<
  ConnectionRow,
  "id" | "name" | "connector" | "environment" | "address" | "objectCount"
>;

/** Which dialog is open, and the control that gets the focus back when it closes. */
export type ConnectionDialogState =
  | { kind: "create"; opener?: HTMLElement | null }
  | {
      kind: "rename" | "reconnect" | "duplicate" | "delete";
      row: DialogConnection;
      opener?: HTMLElement | null;
    };

type ConnectionDialogsProps = {
  state: ConnectionDialogState | null;
  /** Where New connection creates. */
  environment: Environment;
  onClose: () => void;
  /** Where to go when the connection is deleted; by default the page is only refreshed. */
  afterDelete?: string;
};

/** Every dialog that changes a connection. Loaded on first use; keep it mounted afterwards. */
export default function ConnectionDialogs({ state, environment, onClose, afterDelete }: ConnectionDialogsProps) {
  if (state === null) return null;
  const { opener } = state;
  switch (state.kind) {
    case "create":
      return <CreateFlow environment={environment} opener={opener} onClose={onClose} />;
    case "rename":
      return <RenameConnectionDialog connection={state.row} opener={opener} onClose={onClose} />;
    case "reconnect":
      return <ReconnectConnectionDialog connection={state.row} opener={opener} onClose={onClose} />;
    case "duplicate":
      return <DuplicateConnectionDialog connection={state.row} opener={opener} onClose={onClose} />;
    case "delete":
      return (
        <DeleteConnectionDialog
          connection={state.row}
          opener={opener}
          onClose={onClose}
          {...(afterDelete === undefined ? {} : { afterDelete })}
        />
      );
  }
}
