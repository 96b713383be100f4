import { z } from "zod";
import type { OidcSettings } from "../../env";

const endpoint = z.url({ protocol: /^https?$/ });
const document = z.object({
  issuer: z.string(),
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  jwks_uri: endpoint,
  userinfo_endpoint: endpoint.optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(["client_secret_basic"]),
  id_token_signing_alg_values_supported: z.array(z.string()).default(["RS256"]),
});
export type Provider = z.output<typeof document>;

/** The provider cannot be asked, or does not answer as one. The log has the cause. */
export class ProviderUnreachable extends Error {
  override readonly name = "ProviderUnreachable";
}

const timeoutMs = 5_000;
const keptMs = 10 * 60 * 1000;
let latest: { issuer: string; until: number; provider: Promise<Provider> } | undefined;

/** Where the provider's endpoints are, asked at most every ten minutes, and once by all who wait for it. Throws ProviderUnreachable. */
export async function discoverProvider({ issuer }: Pick<OidcSettings, "issuer">): Promise<Provider> {
  if (latest?.issuer === issuer && latest.until > Date.now()) return latest.provider;
  const asking = { issuer, until: Date.now() + keptMs, provider: readDocument(issuer) };
  latest = asking;
  try {
    return await asking.provider;
  } catch (error) {
    if (latest === asking) latest = undefined;
    throw error;
  }
}

async function readDocument(issuer: string): Promise<Provider> {
  let said: unknown;
  try {
    const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const response = await fetch(address, { signal: AbortSignal.timeout(timeoutMs), redirect: "error" });
    if (!response.ok) throw new Error(`The discovery document answers ${response.status}.`);
    said = await response.json();
  } catch (error) {
    throw new ProviderUnreachable("The discovery document cannot be read.", { cause: error });
  }
  const parsed = document.safeParse(said);
  if (!parsed.success) {
    throw new ProviderUnreachable(`The discovery document is not one: ${z.prettifyError(parsed.error)}`);
  }
  // Whoever answers in another's name would make our users theirs.
  if (parsed.data.issuer === issuer) return parsed.data;
  throw new ProviderUnreachable(`The provider names itself "${parsed.data.issuer}", and OIDC_ISSUER says "${issuer}".`);
}
