const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;
const month = 30.44 * day;
const year = 365.25 * day;

/**
 * How long ago, in words. Counts elapsed time and no calendar days, so that the server's text and the browser's are the
 * same whatever the time zone. `now` and the result's base are milliseconds; a future moment reads as just now.
 */
export function relativeTime(iso: string, now: number): string {
  const elapsed = now - Date.parse(iso);
  if (elapsed < minute) return "just now";
  if (elapsed < hour) return `${Math.floor(elapsed / minute)} min ago`;
  if (elapsed < day) return `${Math.floor(elapsed / hour)} h ago`;
  if (elapsed < 2 * day) return "yesterday";
  if (elapsed < 2 * week) return `${Math.floor(elapsed / day)} days ago`;
  if (elapsed < 2 * month) return `${Math.floor(elapsed / week)} weeks ago`;
  if (elapsed < year) return `${Math.floor(elapsed / month)} months ago`;
  if (elapsed < 2 * year) return "last year";
  return `${Math.floor(elapsed / year)} years ago`;
}

/**
 * The exact moment, "12 Mar 2026, 14:08:31 Europe/Oslo", in a zone by its IANA name; null is where the browser is, and so
 * is a zone that the browser does not know. For the browser only.
 */
export function exactTime(iso: string, zone: string | null): string {
  const known = zone !== null && isKnown(zone) ? zone : undefined;
  const format = new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZone: known,
  });
  return `${format.format(new Date(iso))} ${known ?? format.resolvedOptions().timeZone}`;
}

function isKnown(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: zone }) !== undefined;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
