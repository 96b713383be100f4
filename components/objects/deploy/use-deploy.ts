"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Failure } from "@/lib/errors";
import type { DeployInput, Deployment } from "@/lib/objects/deploys/schema";
import { ask } from "../../shell/ask";

type Deploying = { startedAt: number } | null;
/** `stopped`: whoever deployed gave up waiting; what is bound says how it ended. */
type Said = { deployment: Deployment } | { failure: Failure } | { stopped: true };

/** Deploys and says how it went. `stop` gives up: the rehearsal on the server ends, and what was bound by then stays bound. */
export function useDeploy(href: string, onSaid: (said: Said) => void) {
  const [deploying, setDeploying] = useState<Deploying>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function deploy(input: DeployInput): Promise<void> {
    const asking = new AbortController();
    running.current = asking;
    setDeploying({ startedAt: Date.now() });
    const said = await ask<Deployment>(`${href}/deploy`, input, asking.signal).then(
      (result): Said => (result.ok ? { deployment: result.value } : { failure: result.error }),
      (): Said => ({ stopped: true }),
    );
    setDeploying(null);
    onSaid(said);
  }

  const stop = useCallback(() => running.current?.abort(), []);
  return { deploying, deploy, stop };
}
