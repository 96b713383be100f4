"use client";

import dynamic from "next/dynamic";
import { type ComponentProps, useState } from "react";
import { Button } from "@/components/ui/button";
import type { DeployEnvironment } from "@/lib/objects/deploys/schema";
import type { Environment } from "@/lib/policy";
import type { DeployObject } from "./deploy-dialog";

const DeployDialog = dynamic(() => import("./deploy-dialog"), { ssr: false });

type DeployButtonProps = Pick<
  ComponentProps<typeof Button>,
  "kind" | "size" | "closed" | "className" | "aria-describedby"
> & {
  object: DeployObject;
  /** Where the dialog begins: nothing is deployed to Development, so that Test is meant there. */
  environment: Environment;
};

/** **Deploy**: opens its dialog. */
export function DeployButton({ object, environment, ...look }: DeployButtonProps) {
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button {...look} onClick={(event) => setOpener(event.currentTarget)}>
        Deploy
      </Button>
      {opener !== null && (
        <DeployDialog
          object={object}
          environment={beginIn(environment)}
          opener={opener}
          onClose={() => setOpener(null)}
        />
      )}
    </>
  );
}

function beginIn(environment: Environment): DeployEnvironment {
  return environment === "development" ? "test" : environment;
}
