import { z } from "zod";
import type { Failure } from "../../errors";

/** Anything goes: what is no e-mail of a user is refused like a wrong password, after the same work. */
export const signInInput = z.object({
  email: z
    .string()
    .max(254)
    .transform((value) => value.trim().toLowerCase())
    .pipe(z.string().min(1, "Type your email.")),
  password: z.string().min(1, "Type your password.").max(200, "A password has at most 200 characters."),
});
/** What the page's form sends. `next` is judged by `nextPath` once more: a form can be made by anybody. */
export const signInForm = signInInput.extend({ next: z.string().max(2000).default("") });

export const demoSignInForm = z.object({ email: z.string().max(254), next: z.string().max(2000).default("") });

export type SignInInput = z.output<typeof signInInput>;

/** What the sign-in page shows besides its form. `sample` and `people` only where the embedded default offers them. */
export type SignInPage = {
  next: string | null;
  /** `problem`: why somebody who comes back from there is not signed in. */
  provider: { name: string; href: string; problem: Failure | null } | null;
  /** False where everybody comes from the provider. */
  byPassword: boolean;
  /** Whether a link for a new password can be e-mailed. */
  canForget: boolean;
  people: readonly DemoPerson[];
  sample: { host: string; port: string; database: string; user: string; password: string } | null;
};

/** One button: *Sign in as <name> (<role>)*. */
export type DemoPerson = { email: string; name: string; role: "Super admin" | "Member" };
