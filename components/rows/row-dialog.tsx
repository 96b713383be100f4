"use client";

import type { Environment } from "@/lib/policy";
import { environmentSigns } from "../shell/environment";
import { Dialog, type DialogProps } from "../ui/dialog";

type RowDialogProps = Omit<DialogProps, "chip" | "rail"> & { environment: Environment };

/** A dialog about a row of one environment. */
export function RowDialog({ environment, ...props }: RowDialogProps) {
  return <Dialog {...props} {...environmentSigns(environment)} />;
}
