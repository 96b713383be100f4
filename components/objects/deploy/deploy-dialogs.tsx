"use client";

import dynamic from "next/dynamic";
import type { DeployEnvironment } from "@/lib/objects/deploys/schema";
import type { AskInstead, DeployObject } from "./deploy-dialog";

const DeployDialog = dynamic(() => import("./deploy-dialog"), { ssr: false });
const RequestDeployDialog = dynamic(() => import("../../requests/request-deploy-dialog"), { ssr: false });
const AskForAccessDialog = dynamic(() => import("../../requests/ask-for-access-dialog"), { ssr: false });

/** `version` is where the choice begins; the newest where it is left out. */
export type DeployOpen = {
  opener: HTMLElement;
  environment: DeployEnvironment;
  version?: number;
  ask: AskInstead | null;
};

type DeployDialogsProps = {
  object: DeployObject;
  open: DeployOpen;
  onChange: (open: DeployOpen) => void;
  onClose: () => void;
};

/** *Deploy*, and from there the dialog that asks somebody else instead. */
export function DeployDialogs({ object, open, onChange, onClose }: DeployDialogsProps) {
  const { opener, ask, environment, version } = open;
  return (
    <>
      {ask === null && (
        <DeployDialog
          object={object}
          environment={environment}
          version={version}
          opener={opener}
          onAsk={(next) => onChange({ ...open, ask: next })}
          onClose={onClose}
        />
      )}
      {ask?.kind === "deploy" && <RequestDeployDialog {...ask} object={object} opener={opener} onClose={onClose} />}
      {ask?.kind === "access" && <AskForAccessDialog {...ask} object={object} opener={opener} onClose={onClose} />}
    </>
  );
}
