import { type Env, env } from "../env";
import { AppError } from "../errors";

/** What to say where somebody uses or sets a password that opens nothing; null where passwords open something. */
export function passwordsAreOff({ passwordSignIn, oidc }: Pick<Env, "passwordSignIn" | "oidc"> = env()): string | null {
  if (passwordSignIn || oidc === null) return null;
  return `Signing in by password is switched off in this Linkspan. Continue with ${oidc.name} instead.`;
}

/** Throws AppError `forbidden` where passwords open nothing. */
export function requirePasswordSignIn(settings?: Pick<Env, "passwordSignIn" | "oidc">): void {
  const words = passwordsAreOff(settings);
  if (words !== null) throw new AppError("forbidden", words);
}
