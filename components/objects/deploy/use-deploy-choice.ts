"use client";

import { useState } from "react";
import type { DeployEnvironment, DeployTarget, DeployTargets } from "@/lib/objects/deploys/schema";

/** What is chosen in *Deploy*. Until somebody chooses: the newest version, and the connection that is bound or the only one. */
export function useDeployChoice(initial: DeployEnvironment, targets: DeployTargets | null) {
  const [environment, setEnvironment] = useState(initial);
  const [chosenVersion, setVersion] = useState<number | null>(null);
  const [chosenIds, setIds] = useState<Partial<Record<DeployEnvironment, string>>>({});

  const versions = targets?.versions ?? [];
  const version = versions.find((each) => each.version === chosenVersion) ?? versions[0] ?? null;
  const place = targets?.places[environment] ?? null;
  const connections = (place?.connections ?? []).filter(({ connector }) => connector === version?.connector);
  const chosen = connections.find(({ id }) => id === chosenIds[environment]);
  return {
    environment,
    setEnvironment,
    version,
    setVersion,
    place,
    connections,
    connection: chosen ?? likely(connections),
    setConnection: (id: string) => setIds((before) => ({ ...before, [environment]: id })),
  };
}

function likely(connections: readonly DeployTarget[]): DeployTarget | null {
  const bound = connections.find((each) => each.bound);
  return bound ?? (connections.length === 1 ? connections[0] : undefined) ?? null;
}

export type DeployChoice = ReturnType<typeof useDeployChoice>;
