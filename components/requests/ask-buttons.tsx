"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { DeployEnvironment } from "@/lib/objects/deploys/schema";

const RequestDeployDialog = dynamic(() => import("./request-deploy-dialog"), { ssr: false });
const AskForAccessDialog = dynamic(() => import("./ask-for-access-dialog"), { ssr: false });

type AskButtonsProps = {
  object: { id: string; name: string };
  /** What is asked to be deployed. */
  version: number;
  environment: DeployEnvironment;
};

/** **Request deploy** and **Ask for access**, for whoever has no connection there. */
export function AskButtons({ object, version, environment }: AskButtonsProps) {
  const [open, setOpen] = useState<{ kind: "deploy" | "access"; opener: HTMLElement } | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Button kind="primary" onClick={(event) => setOpen({ kind: "deploy", opener: event.currentTarget })}>
        Request deploy
      </Button>
      <Button onClick={(event) => setOpen({ kind: "access", opener: event.currentTarget })}>Ask for access</Button>
      {open?.kind === "deploy" && (
        <RequestDeployDialog
          object={object}
          version={version}
          environment={environment}
          opener={open.opener}
          onClose={close}
        />
      )}
      {open?.kind === "access" && (
        <AskForAccessDialog object={object} environment={environment} opener={open.opener} onClose={close} />
      )}
    </>
  );
}
