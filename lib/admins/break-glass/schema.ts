import { z } from "zod";
import { words } from "../../requests/schema";

const hour = 3_600_000;
/** How long a super admin's share with themself lasts, unless it lasts until it is revoked. */
export const shortestMs = hour;
export const longestMs = 30 * 24 * hour;

export const breakGlassReason = words.pipe(z.string().min(1, "Say why you need this connection."));

export const breakGlassEnd = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("after"),
    hours: z
      .int()
      .min(shortestMs / hour)
      .max(longestMs / hour),
  }),
  z.object({ kind: z.literal("at"), at: z.iso.datetime("Choose a day and a time.") }),
  z.object({ kind: z.literal("revoked") }),
]);

export const breakGlassInput = z.object({ connectionId: z.uuid(), reason: breakGlassReason, end: breakGlassEnd });

export type BreakGlassEnd = z.output<typeof breakGlassEnd>;
export type BreakGlassInput = z.output<typeof breakGlassInput>;

/** `endsAt` is null when it lasts until revoked. */
export type BrokenGlass = { endsAt: string | null };
