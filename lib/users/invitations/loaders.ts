import { forbidden } from "next/navigation";
import { requireActorOrSignIn } from "../../actor";
import { env } from "../../env";
import { AppError } from "../../errors";
import { mailIsConfigured } from "../../mail/mail";
import { providerLink } from "../oidc/link";
import { listInvitations } from "./queries";
import type { InvitationPage, WaysIn } from "./schema";

/** A page of invitations; the page for what is closed where the actor is no super admin. Redirects to sign in. */
export async function loadInvitations(
  after: string | string[] | undefined,
): Promise<{ page: InvitationPage; mails: boolean }> {
  const actor = await requireActorOrSignIn();
  try {
    const page = await listInvitations(actor, typeof after === "string" ? after : undefined);
    return { page, mails: mailIsConfigured() };
  } catch (error) {
    if (error instanceof AppError && error.code === "forbidden") forbidden();
    throw error;
  }
}

/** How an invited person may join here. */
export function loadWaysIn(): WaysIn {
  const { passwordSignIn } = env();
  return { provider: providerLink(null), byPassword: passwordSignIn };
}
