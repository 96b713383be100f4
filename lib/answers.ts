/** What a rule answers. The rules themselves are in `policy.ts`. */
import { AppError } from "./errors";

/** Why something may not be done. `hidden`: for this actor it does not exist; `refused`: they see it, and the reason. */
export type Answer = { allowed: true } | { allowed: false; hidden: true } | { allowed: false; reason: string };

export const yes: Answer = { allowed: true };
export const hidden: Answer = { allowed: false, hidden: true };
export const refused = (reason: string): Answer => ({ allowed: false, reason });

/** Throws what an answer other than yes comes down to: `not_found` where it is hidden, else `forbidden` with the reason. */
export function enforce(result: Answer, notFound: () => AppError): void {
  if (result.allowed) return;
  throw "hidden" in result ? notFound() : new AppError("forbidden", result.reason);
}

/** Whom to ask when something takes a right that one lacks. */
export function ask(people: readonly string[]): string {
  const [first, ...others] = people;
  if (first === undefined) return "Ask a super admin.";
  if (others.length === 0) return `Ask ${first}.`;
  const last = others.slice(0, 2).pop();
  const middle = others.slice(0, 2).slice(0, -1);
  return `Ask ${[first, ...middle].join(", ")} or ${last}.`;
}
