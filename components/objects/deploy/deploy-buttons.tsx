"use client";

import { LoaderCircle } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useNow } from "@/components/ui/use-now";
import type { DeployEnvironment } from "@/lib/objects/deploys/schema";
import { environmentLabels } from "../../shell/environment";

type DeployButtonsProps = {
  environment: DeployEnvironment;
  /** Why it cannot be deployed; null when it can. */
  refusal: string | null;
  reasonId: string;
  deployingSince: number | null;
  onDeploy: () => void;
  onStop: () => void;
  onClose: () => void;
};

/** The footer of *Deploy*: the word on the button is the environment's, and Cancel stops what takes longer than 3 s. */
export function DeployButtons(props: DeployButtonsProps) {
  const { environment, refusal, reasonId, deployingSince, onDeploy, onStop, onClose } = props;
  const isDeploying = deployingSince !== null;
  const now = useNow(isDeploying, 250);
  const seconds = deployingSince === null ? 0 : Math.max(0, Math.floor((now - deployingSince) / 1000));
  return (
    <>
      <span id={reasonId} className="min-w-0 grow text-small text-muted wrap-anywhere max-sm:w-full">
        {isDeploying && seconds >= 3 ? "Cancel stops it" : (refusal ?? "Nothing has been changed yet")}
      </span>
      <Button
        kind="quiet"
        busy={isDeploying && seconds < 3}
        onClick={isDeploying ? onStop : onClose}
        className="max-sm:h-12"
      >
        Cancel
      </Button>
      <Button
        kind="primary"
        closed={refusal !== null && !isDeploying}
        busy={isDeploying}
        aria-describedby={reasonId}
        onClick={onDeploy}
        className="max-sm:h-12 max-sm:grow"
      >
        {seconds >= 1 ? (
          <>
            <LoaderCircle className="size-4 animate-spin" strokeWidth={1.9} aria-hidden />
            <span className="tabular-nums">Deploying, {seconds} s</span>
          </>
        ) : (
          `Deploy to ${environmentLabels[environment]}`
        )}
      </Button>
    </>
  );
}
