import { env } from "../../env";

/** Where *Continue with …* leads, and back to `next`; null where no identity provider is set. */
export function providerLink(next: string | null): { name: string; href: string } | null {
  const { oidc, publicUrl } = env();
  if (oidc === null) return null;
  // At the public address, where the provider leads back to and where the cookies are then looked for.
  const href = new URL("/api/auth/signin/oidc", publicUrl);
  if (next !== null) href.searchParams.set("next", next);
  return { name: oidc.name, href: href.href };
}
