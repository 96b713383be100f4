"use client";

import { Dialog, type DialogProps } from "@/components/ui/dialog";
import type { ConnectorId } from "@/lib/connectors/forms";
import type { Environment } from "@/lib/policy";
import { environmentSigns } from "../shell/environment";
import { ConnectorTile } from "./connector-glyph";

type ConnectionDialogProps = Omit<DialogProps, "chip" | "rail" | "tile"> & {
  environment: Environment;
  connector?: ConnectorId;
};

/** A dialog that writes into one environment: it says which by chip and, where it matters most, by rail. */
export function ConnectionDialog({ environment, connector, ...props }: ConnectionDialogProps) {
  return (
    <Dialog
      {...props}
      {...environmentSigns(environment)}
      tile={connector === undefined ? undefined : <ConnectorTile connector={connector} size={36} />}
    />
  );
}
