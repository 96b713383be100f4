import { z } from "zod";
import type { ConnectionStatus } from "../../connections/schema";
import type { ConnectorId } from "../../connectors/forms";
import type { Rehearsal } from "../rehearsal/schema";

/** Development is bound by publishing alone. */
export const deployEnvironments = ["test", "production"] as const;
export type DeployEnvironment = (typeof deployEnvironments)[number];

/** What PostgreSQL holds as an integer. */
const version = z.int().min(1).max(2_147_483_647);

/** `replaces` is what the browser showed as bound there, null for nothing: something else by now is a conflict. */
export const deployInput = z.object({
  objectId: z.uuid(),
  version,
  environment: z.enum(deployEnvironments),
  connectionId: z.uuid(),
  replaces: z.object({ version, connectionId: z.uuid() }).nullable(),
});
export type DeployInput = z.output<typeof deployInput>;

/** A refused one carries the rehearsal too: it says what is in the way. */
export type Deployment = { deployed: boolean; rehearsal: Rehearsal };

export const deployTargetsInput = z.object({ objectId: z.uuid() });
export type DeployTargetsInput = z.output<typeof deployTargetsInput>;

/** A connection that the actor administers. */
export type DeployTarget = {
  id: string;
  name: string;
  connector: ConnectorId;
  status: ConnectionStatus;
  /** Whether it is bound there now. */
  bound: boolean;
};

export type DeployableVersion = {
  version: number;
  connector: ConnectorId;
  publishedAt: string;
  publishedBy: string;
};

export type DeployPlace = {
  /** What runs there now, whoever's connection it is; null where nothing does. */
  bound: { version: number; connection: { id: string; name: string } } | null;
  /** By name, those of a connector that some version has. */
  connections: readonly DeployTarget[];
};

/** What could be deployed where. `versions` come newest first. */
export type DeployTargets = {
  versions: readonly DeployableVersion[];
  places: Record<DeployEnvironment, DeployPlace>;
};
