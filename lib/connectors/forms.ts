import { postgresqlForm } from "./postgresql/form";

/** The connectors there are. A connector without a form, or without a driver in connectors.ts, does not compile. */
export const connectorIds = ["postgresql"] as const;
export type ConnectorId = (typeof connectorIds)[number];

/** Browser-safe: what every connector asks for. */
export const connectorForms = {
  postgresql: postgresqlForm,
} as const satisfies Record<ConnectorId, { id: ConnectorId }>;

// What the browser needs to draw a form and a verification, from the one connector module that components may import.
export {
  type FieldMeta,
  type StageName,
  type StageProgress,
  stageLabels,
  stageNames,
  type Verification,
  type VerificationFailure,
} from "./types";
