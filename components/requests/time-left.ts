const hour = 3_600_000;
const day = 24 * hour;

/** How much time there is until a moment, in words and never too much. `now` is in milliseconds. */
export function timeLeft(iso: string, now: number): string {
  const left = Date.parse(iso) - now;
  if (left < hour) return "less than an hour";
  if (left < 2 * hour) return "1 hour";
  if (left < 2 * day) return `${Math.floor(left / hour)} hours`;
  return `${Math.floor(left / day)} days`;
}
