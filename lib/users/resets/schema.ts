import { z } from "zod";
import { linkToken } from "../links/schema";
import { newPassword } from "../schema";

export const offerResetInput = z.object({ userId: z.uuid() });
export type OfferResetInput = z.output<typeof offerResetInput>;

/** Anything goes, as on the sign-in page: what is no e-mail of a user gets the same answer. */
export const forgottenInput = z.object({
  email: z
    .string()
    .max(254, "An email has at most 254 characters.")
    .transform((value) => value.trim().toLowerCase())
    .pipe(z.string().min(1, "Type your email.")),
});

export const lookAtResetInput = z.object({ token: linkToken });
export const resetInput = z.object({ token: linkToken, password: newPassword });
export type ResetInput = z.output<typeof resetInput>;

/** What whoever has the link sees before they choose a password. */
export type OpenReset = { name: string; email: string };
