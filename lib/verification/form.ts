import { type ConnectorId, connectorForms } from "../connectors/forms";
import { AppError } from "../errors";

/** What a connector's form made of what was typed: defaults filled in, ready to be stored and sealed. */
export type Filled = {
  connector: ConnectorId;
  details: Record<string, string | number>;
  credentials: Record<string, string>;
  address: string;
};

/** Throws AppError `invalid` with a sentence for each field that the form refuses. */
export function fillForm(connector: ConnectorId, details: unknown, credentials: unknown): Filled {
  const form = connectorForms[connector];
  const filledDetails = form.details.safeParse(details);
  const filledCredentials = form.credentials.safeParse(credentials);
  if (filledDetails.success && filledCredentials.success) {
    return {
      connector,
      details: filledDetails.data,
      credentials: filledCredentials.data,
      address: form.address(filledDetails.data),
    };
  }
  const fields: Record<string, string> = {};
  for (const issue of [...(filledDetails.error?.issues ?? []), ...(filledCredentials.error?.issues ?? [])]) {
    fields[issue.path.join(".")] ??= issue.message;
  }
  throw new AppError("invalid", "Check the marked fields.", { fields });
}
