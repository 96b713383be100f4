import type { RowsPurpose } from "../connections/purpose/queries";
import { type OpenedObject, withSession } from "../connections/sessions";
import { ConnectorFailure, type FailureKind } from "../connectors/failures";
import { noticeDrift } from "../objects/drift/commands";

/** How a server fails when a table, a column, a type or a privilege is not what it was, among other reasons. */
const suspicious: ReadonlySet<FailureKind> = new Set([
  "drift",
  "catalog_not_allowed",
  "value_refused",
  "server_refused",
]);

/** As `withSession`. What fails because the table is another one by now says how, and the object is marked. */
export async function withRows<T>(purpose: RowsPurpose, use: (opened: OpenedObject) => Promise<T>): Promise<T> {
  return withSession(purpose, async (opened) => {
    try {
      return await use(opened);
    } catch (error) {
      if (!(error instanceof ConnectorFailure) || !suspicious.has(error.kind)) throw error;
      throw (await noticeDrift(opened, purpose.environment, error)) ?? error;
    }
  });
}
