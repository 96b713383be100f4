import { type SecretPurpose, secretJobs } from "../policy";
import { type Secret, UnreadableCredentials, vault } from "../vault";

/** A stored secret and what it is bound to, as its rows say. */
export type Stored = {
  id: string;
  accountId: string;
  connector: string;
  details: unknown;
  sealed: unknown;
};

/**
 * The one place where a stored secret is opened, and only for a purpose that the policy names. It lives no longer than `use`.
 * Throws UnreadableCredentials; the caller marks the row, in the transaction that holds it.
 */
export async function withSecret<T>(
  purpose: SecretPurpose,
  stored: Stored,
  use: (secret: Secret) => Promise<T>,
): Promise<T> {
  if (!secretJobs[purpose.job].allowed) throw new UnreadableCredentials("No secret is opened for this purpose.");
  const { id: connectionId, accountId, connector, details, sealed } = stored;
  const { open } = await vault();
  return use(await open({ accountId, connectionId, connector, details }, sealed));
}
