/** What people use to sign in, and what is no page. */
const notNext = new Set(["sign-in", "set-up", "invitation", "reset", "forgot-password", "api"]);

/** Only to take a path apart; never fetched, never shown. */
const base = "http://linkspan.invalid";

/**
 * A page of ours to go to after signing in, as path and query; null for anything that could lead elsewhere
 * ("//host", "/\\host", "javascript:…", control characters), and for the pages that sign in.
 */
export function nextPath(value: string | null | undefined): string | null {
  if (typeof value !== "string" || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(value)) return null;
  const url = URL.canParse(value, base) ? new URL(value, base) : null;
  if (url === null || url.origin !== base || url.pathname.startsWith("//")) return null;
  const [first] = url.pathname.split("/").filter((part) => part !== "");
  if (first === undefined || notNext.has(first)) return null;
  return url.pathname + url.search;
}

/** Where a page sends somebody without a session. */
export function signInUrl(from: string | null): string {
  const next = nextPath(from);
  return next === null ? "/sign-in" : `/sign-in?${new URLSearchParams({ next })}`;
}
