import { createNetworkPolicy, type NetworkPolicy } from "../connectors/network";
import { env } from "../env";

let policy: NetworkPolicy | undefined;

/** Where connections of this installation may lead. Throws an Error that names ALLOWED_NETWORKS when it is malformed. */
export function networkPolicy(): NetworkPolicy {
  policy ??= policyOf();
  return policy;
}

function policyOf(): NetworkPolicy {
  const { allowedNetworks, databaseUrl, embedded, port } = env();
  const database = new URL(databaseUrl);
  return createNetworkPolicy({
    allowedNetworks,
    embedded,
    ownEndpoints: [
      { host: database.hostname.replace(/^\[|\]$/g, ""), port: Number(database.port || "5432") },
      { host: "localhost", port },
    ],
  });
}
