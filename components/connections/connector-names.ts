import type { ConnectorId } from "@/lib/connectors/forms";

// Beside the forms' own names on purpose: the forms bring their whole validation along, which a list does not need.
export const connectorNames = { postgresql: "PostgreSQL" } as const satisfies Record<ConnectorId, string>;

/** In the order in which filters offer them. */
export const connectorOrder = ["postgresql"] as const satisfies readonly ConnectorId[];
