import type { OidcSettings } from "@/lib/env";
import { beginAtProvider, finishAtProvider } from "@/lib/users/oidc/flow";

const client = { address: "203.0.113.20", browser: "A browser" };

/** What a browser holds between leaving for the provider and coming back. */
export type Journey = { authorization: URL; cookies: Record<string, string> };

/** Leaves for the provider, as the button does. */
export async function leave(
  settings: OidcSettings,
  next: string | null = null,
  site = "same-origin",
): Promise<Journey> {
  const response = await beginAtProvider(settings, { next, headers: new Headers({ "sec-fetch-site": site }) });
  return { authorization: new URL(response.headers.get("location") ?? "", "http://ours"), cookies: kept({}, response) };
}

/** Goes to the provider's page and from redirect to redirect, until one leads back to us. Gives the callback's query. */
export async function visitProvider({ authorization }: Journey): Promise<Record<string, string>> {
  let address = authorization;
  let cookies: Record<string, string> = {};
  for (let step = 0; step < 10; step += 1) {
    const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
    const response = await fetch(address, { redirect: "manual", headers: { cookie: cookie.join("; ") } });
    const location = response.headers.get("location");
    if (location === null) throw new Error(`The provider answers ${response.status}: ${await response.text()}`);
    cookies = kept(cookies, response);
    address = new URL(location, address);
    if (address.pathname === "/api/auth/callback/oidc") return Object.fromEntries(address.searchParams);
  }
  throw new Error("The provider never leads back.");
}

/** What the browser is told when it comes back: where to go, and the cookies that it has then. */
export async function comeBack(settings: OidcSettings, { cookies }: Journey, query: Record<string, string>) {
  const response = await finishAtProvider(settings, { query, cookies, client });
  return { location: response.headers.get("location") ?? "", cookies: kept(cookies, response) };
}

function kept(before: Record<string, string>, response: Response): Record<string, string> {
  const cookies = { ...before };
  for (const line of response.headers.getSetCookie()) {
    const [pair = ""] = line.split(";");
    const cut = pair.indexOf("=");
    const [name, value] = [pair.slice(0, cut), decodeURIComponent(pair.slice(cut + 1))];
    if (value === "") delete cookies[name];
    else cookies[name] = value;
  }
  return cookies;
}
