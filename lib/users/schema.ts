import { z } from "zod";

const unsafeCharacters = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/** As stored: trimmed and lower-case. */
export const email = z
  .string()
  .transform((value) => value.trim().toLowerCase())
  .pipe(z.email("Type an email address, like ada@example.org.").max(254));

function shortText(nothing: string) {
  return z
    .string()
    .transform((value) => value.normalize("NFC").trim())
    .pipe(
      z
        .string()
        .min(1, nothing)
        .max(100, "Use at most 100 characters.")
        .refine((value) => !unsafeCharacters.test(value), "Control and direction-changing characters are not allowed."),
    );
}

export const personName = shortText("Type a name.");
export const accountName = shortText("Type the organisation's name.");

/** For a password that is being chosen. Length is what counts; the upper limit bounds the work of hashing. */
export const newPassword = z.string().min(12, "Use at least 12 characters.").max(200, "Use at most 200 characters.");

export const newUser = z.object({
  email,
  name: personName,
  role: z.enum(["member", "super_admin"]),
  password: newPassword,
});
/** An operator's choice of a new password for one user. */
export const passwordChange = newUser.pick({ email: true, password: true });
export type NewUser = z.output<typeof newUser>;
