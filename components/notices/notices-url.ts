import type { NoticesInput } from "@/lib/notices/schema";
import type { Environment } from "@/lib/policy";

export type NoticesView = NoticesInput & { environment: Environment };

export function noticesHref({ environment, show, after }: NoticesView): string {
  const query = new URLSearchParams({ environment });
  if (show !== "all") query.set("show", show);
  if (after !== undefined) query.set("after", after);
  return `/notices?${query}`;
}

/** Where a notice leads: what has no environment of its own opens in the one that the reader has chosen. */
export function placeHref(href: string, environment: Environment): string {
  return /^\/(apps\/|apps$|connections$|requests$)/.test(href) ? `${href}?environment=${environment}` : href;
}
