import type { ProviderProblem } from "./schema";

/** What the sign-in page says: what happened, what it means, what to do. Never whether an email has a user here. */
export function problemWords(
  problem: ProviderProblem,
  { name, passwordSignIn }: { name: string; passwordSignIn: boolean },
): string {
  const otherwise = passwordSignIn ? "sign in by password" : "tell whoever runs Linkspan";
  const words: Record<ProviderProblem, string> = {
    stopped: `You did not finish signing in at ${name}. Nothing changed: continue whenever you like.`,
    unreachable: `${name} does not answer properly at the moment, so nobody can sign in with it. Try again in a minute, or ${otherwise}.`,
    untrusted: `The answer of ${name} could not be trusted, so you are not signed in. Try again; if it fails again, tell whoever runs Linkspan the reference.`,
    over: `This sign-in was used already, begun in another window, or more than 15 minutes old. Continue with ${name} once more.`,
    unverified: `${name} has not verified your email, so that it does not prove who you are here. Have it verified at ${name}, then try again.`,
    stranger: `Your email at ${name} belongs to no user here and to no invitation that is still valid. Ask a super admin to invite you.`,
    deactivated: "Your user here is deactivated, so you cannot sign in. Ask a super admin to reactivate it.",
    second_identity: `The user with your email signs in here with another identity of ${name}. Sign in with that one; if it is gone, whoever runs Linkspan can unlink it.`,
    email_of_another: `The email that ${name} now says belongs to another user here, so that it is not clear who you are. Ask a super admin.`,
    failed: `Something failed inside Linkspan, so you are not signed in. Try again; if it fails again, tell whoever runs Linkspan the reference.`,
  };
  return words[problem];
}
