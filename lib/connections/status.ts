import { type ConnectorId, connectorIds } from "../connectors/forms";
import type { ConnectionStatus } from "./schema";

/** What a connection's row says about its state; the credentials themselves are never opened for it. */
export type StateFacts = {
  adminCount: number;
  credentialsState: "ok" | "unreadable" | "refused";
  credentialsKeyId: string;
};

/** The state shown everywhere. `keyIds` is the keyring: credentials of a key that is not in it read as unreadable. */
export function statusOf(
  { adminCount, credentialsState, credentialsKeyId }: StateFacts,
  keyIds: readonly string[],
): { status: ConnectionStatus; reason: string | null } {
  if (adminCount === 0) return { status: "needs_an_admin", reason: "Nobody answers for it any more" };
  if (credentialsState === "refused") return { status: "needs_reconnecting", reason: "Credentials refused" };
  if (credentialsState === "unreadable" || !keyIds.includes(credentialsKeyId)) {
    return { status: "needs_reconnecting", reason: "Credentials cannot be read" };
  }
  return { status: "connected", reason: null };
}

/** Throws when a row names a connector that this version does not have. */
export function knownConnector(text: string): ConnectorId {
  const id = connectorIds.find((known) => known === text);
  if (id === undefined) throw new Error(`A connection has the connector "${text}", which this version does not know.`);
  return id;
}
