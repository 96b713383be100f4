"use client";

import type { ReactNode } from "react";
import type { Environment } from "@/lib/policy";
import { EnvironmentChip, EnvironmentRail } from "../shell/environment";
import { Dialog, type DialogProps } from "../ui/dialog";

type RowDialogProps = Omit<DialogProps, "chip" | "rail"> & { environment: Environment };

/** A dialog about a row of one environment: it says which by chip and, where it matters most, by rail. */
export function RowDialog({ environment, ...props }: RowDialogProps) {
  const rail: ReactNode = environment === "development" ? undefined : <EnvironmentRail environment={environment} />;
  return <Dialog {...props} rail={rail} chip={<EnvironmentChip environment={environment} />} />;
}
