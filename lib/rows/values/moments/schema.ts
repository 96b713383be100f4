type MomentType = "date" | "datetime" | "datetime_utc" | "time";

const date = String.raw`(\d{4,7})-(\d{2})-(\d{2})`;
const clock = String.raw`(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?`;
const zone = String.raw`( ?Z| ?UTC|[+-]\d{2}(?::?\d{2})?(?::\d{2})?)?`;
const patterns = {
  date: new RegExp(`^${date}( BC)?$`, "i"),
  datetime: new RegExp(`^${date}[T ]${clock}( BC)?$`, "i"),
  datetime_utc: new RegExp(`^${date}[T ]${clock}${zone}( BC)?$`, "i"),
  time: new RegExp(`^${clock}$`),
} as const;

/**
 * The moment as a server reads it, with all of its digits, or null for what is none: a day that no calendar has, a second
 * 61. In a UTC column the zone is always written. `infinity` and years before Christ are moments too.
 */
export function readMoment(type: MomentType, typed: string): string | null {
  if (type !== "time" && /^-?infinity$/i.test(typed)) return typed.toLowerCase();
  const match = patterns[type].exec(typed);
  if (match === null) return null;
  if (type === "time") return isClock(match[1], match[2], match[3]) ? typed : null;
  const before = match.at(-1) !== undefined;
  if (!isDay(Number(match[1]), Number(match[2]), Number(match[3]), before)) return null;
  if (type === "date") return typed.toUpperCase();
  if (!isClock(match[4], match[5], match[6])) return null;
  const [day, rest = ""] = typed
    .toUpperCase()
    .replace(/ BC$/, "")
    .split(/[T ](.*)/s);
  const written = `${day} ${type === "datetime_utc" ? withZone(rest) : rest}`;
  return before ? `${written} BC` : written;
}

function withZone(clock: string): string {
  const plain = clock.replace(/ ?(Z|UTC)$/, "");
  return /[+-]\d{2}(:?\d{2})?(:\d{2})?$/.test(plain) ? plain : `${plain}+00`;
}

function isDay(year: number, month: number, day: number, before: boolean): boolean {
  if (year === 0 || month < 1 || month > 12 || day < 1) return false;
  // There is no year 0: 1 BC is a leap year, like the year 4.
  const counted = before ? 1 - year : year;
  const leap = counted % 4 === 0 && (counted % 100 !== 0 || counted % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}

function isClock(hour: string | undefined, minute: string | undefined, second = "00"): boolean {
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (h === 24) return m === 0 && s === 0;
  return h < 24 && m < 60 && s < 60;
}
