"use client";

import { useState } from "react";
import type { DeployEnvironment, DeployTarget, DeployTargets } from "@/lib/objects/deploys/schema";

/** `version` is null for the newest. */
type Beginning = { environment: DeployEnvironment; version: number | null };

/** What is chosen in *Deploy*. Until somebody chooses a connection: the one that is bound, or the only one. */
export function useDeployChoice(initial: Beginning, targets: DeployTargets | null) {
  const [environment, setEnvironment] = useState(initial.environment);
  const [chosenVersion, setVersion] = useState(initial.version);
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
