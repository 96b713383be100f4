import { z } from "zod";
import type { Finding } from "../../objects/rehearsal/schema";
import type { Environment } from "../../policy";

export const reconnectInput = z.object({
  /** Names it for Cancel. */
  attempt: z.uuid(),
  id: z.uuid(),
  credentials: z.record(z.string(), z.string().max(65536)),
  /** The digest of the failures that were seen: replaced all the same, as long as they are still these. */
  replaceAnyway: z.string().max(100).optional(),
});
export type ReconnectInput = z.output<typeof reconnectInput>;

/** How far the rehearsal of a connection's linked objects is. */
export type RehearsalProgress = { done: number; total: number };

/** An object that new credentials would not do for, or not quite. */
export type RehearsedObject = {
  id: string;
  name: string;
  table: string;
  version: number;
  outcome: "failed" | "warned";
  findings: readonly Finding[];
};

/**
 * What every linked object made of new credentials. `apps` hold those that failed or were warned about; what is in apps
 * that the actor cannot see is counted, not named.
 */
export type LinkedRehearsal = {
  environment: Environment;
  /** How long it took, in milliseconds. */
  elapsedMs: number;
  total: number;
  failed: number;
  warned: number;
  apps: readonly { id: string; name: string; objects: readonly RehearsedObject[] }[];
  hidden: { failed: number; warned: number };
  /** Names of super admins, who can find out whose the hidden apps are. Empty when nothing is hidden. */
  ask: readonly string[];
  /** Says which failures these are, the hidden ones included, and gives nothing of them away. */
  digest: string;
};
