"use client";

import { type ComponentProps, useState } from "react";
import { Button } from "@/components/ui/button";
import type { DeployEnvironment } from "@/lib/objects/deploys/schema";
import type { Environment } from "@/lib/policy";
import type { DeployObject } from "./deploy-dialog";
import { DeployDialogs, type DeployOpen } from "./deploy-dialogs";

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
  const [open, setOpen] = useState<DeployOpen | null>(null);
  return (
    <>
      <Button
        {...look}
        onClick={(event) => setOpen({ opener: event.currentTarget, environment: beginIn(environment), ask: null })}
      >
        Deploy
      </Button>
      {open !== null && <DeployDialogs object={object} open={open} onChange={setOpen} onClose={() => setOpen(null)} />}
    </>
  );
}

function beginIn(environment: Environment): DeployEnvironment {
  return environment === "development" ? "test" : environment;
}
