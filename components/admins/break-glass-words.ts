const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How a super admin's share with themself is called among the admins. `now` is in milliseconds. */
export function breakGlassWords(endsAt: string | null, now: number): string {
  if (endsAt === null) return "Break glass, until revoked";
  const left = Date.parse(endsAt) - now;
  return left <= 0 ? "Break glass, over" : `Break glass, ends in ${inWords(left)}`;
}

function inWords(left: number): string {
  if (left < 59.5 * minute) return counted(Math.max(1, Math.round(left / minute)), "minute");
  if (left < 47.5 * hour) return counted(Math.round(left / hour), "hour");
  return counted(Math.round(left / day), "day");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
