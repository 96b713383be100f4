"use client";

import dynamic from "next/dynamic";
import { type ComponentProps, useState } from "react";
import { Button } from "@/components/ui/button";
import type { DeployEnvironment } from "@/lib/objects/deploys/schema";
import type { Environment } from "@/lib/policy";
import type { AskInstead, DeployObject } from "./deploy-dialog";

const DeployDialog = dynamic(() => import("./deploy-dialog"), { ssr: false });
const RequestDeployDialog = dynamic(() => import("../../requests/request-deploy-dialog"), { ssr: false });
const AskForAccessDialog = dynamic(() => import("../../requests/ask-for-access-dialog"), { ssr: false });

type Open = { opener: HTMLElement; ask: AskInstead | null };

type DeployButtonProps = Pick<
  ComponentProps<typeof Button>,
  "kind" | "size" | "closed" | "className" | "aria-describedby"
> & {
  object: DeployObject;
  /** Where the dialog begins: nothing is deployed to Development, so that Test is meant there. */
  environment: Environment;
};

/** **Deploy**: opens its dialog, and from there the one that asks somebody else instead. */
export function DeployButton({ object, environment, ...look }: DeployButtonProps) {
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Button {...look} onClick={(event) => setOpen({ opener: event.currentTarget, ask: null })}>
        Deploy
      </Button>
      {open?.ask === null && (
        <DeployDialog
          object={object}
          environment={beginIn(environment)}
          opener={open.opener}
          onAsk={(ask) => setOpen({ ...open, ask })}
          onClose={close}
        />
      )}
      {open?.ask?.kind === "deploy" && (
        <RequestDeployDialog {...open.ask} object={object} opener={open.opener} onClose={close} />
      )}
      {open?.ask?.kind === "access" && (
        <AskForAccessDialog {...open.ask} object={object} opener={open.opener} onClose={close} />
      )}
    </>
  );
}

function beginIn(environment: Environment): DeployEnvironment {
  return environment === "development" ? "test" : environment;
}
