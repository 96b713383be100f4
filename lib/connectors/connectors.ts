import type { Connector } from "./define-connector";
import type { ConnectorId } from "./forms";
import { postgresqlConnector } from "./postgresql/driver";

/** Server-only: how every connector is opened. A connector without a driver does not compile. */
export const connectors = {
  postgresql: postgresqlConnector,
} as const satisfies Record<ConnectorId, Connector>;
