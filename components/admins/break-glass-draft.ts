import { type BreakGlassEnd, breakGlassReason, longestMs, shortestMs } from "@/lib/admins/break-glass/schema";

const hours = { "1": "1 hour", "8": "8 hours", "24": "1 day", "168": "7 days", "720": "30 days" } as const;
const others = { moment: "Another moment", revoked: "Until revoked" } as const;

export const endLabels = { ...hours, ...others } as const;
export type EndChoice = keyof typeof endLabels;
/** In the order in which they are offered. */
export const endChoices: readonly EndChoice[] = ["1", "8", "24", "168", "720", "moment", "revoked"];

/** What was typed and chosen. `moment` is local time as the browser's own control writes it. */
export type BreakGlassDraft = { reason: string; choice: EndChoice; moment: string };
export const emptyDraft: BreakGlassDraft = { reason: "", choice: "1", moment: "" };

export type BreakGlassTerms = { reason: string; end: BreakGlassEnd };
export type BreakGlassProblems = { reason?: string | undefined; end?: string | undefined };

/** The terms, or what is wrong with them, by field. `now` is in milliseconds. */
export function termsOf(
  { reason, choice, moment }: BreakGlassDraft,
  now: number,
): { terms: BreakGlassTerms } | { problems: BreakGlassProblems } {
  const read = breakGlassReason.safeParse(reason);
  const end = endOf(choice, moment, now);
  if (read.success && end !== null) return { terms: { reason: read.data, end } };
  return {
    problems: {
      reason: read.error?.issues[0]?.message,
      end: end === null ? "Choose an end between 1 hour and 30 days from now." : undefined,
    },
  };
}

function endOf(choice: EndChoice, moment: string, now: number): BreakGlassEnd | null {
  if (choice === "revoked") return { kind: "revoked" };
  if (choice !== "moment") return { kind: "after", hours: Number(choice) };
  const at = Date.parse(moment);
  if (Number.isNaN(at)) return null;
  // A control of minutes cannot say an hour from now to the second.
  const lastsMs = at - now + 60_000;
  return lastsMs >= shortestMs && lastsMs <= longestMs + 60_000 ? { kind: "at", at: new Date(at).toISOString() } : null;
}

/** A moment as the browser's own control takes it, in local time. */
export function localMoment(at: number): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
