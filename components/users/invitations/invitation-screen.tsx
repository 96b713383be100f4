"use client";

import { lookAtInvitation } from "@/lib/users/invitations/actions";
import type { OpenInvitation, WaysIn } from "@/lib/users/invitations/schema";
import { LinkGate } from "../links/link-gate";
import { useLink } from "../links/use-link";
import { ProviderSignIn } from "../provider-sign-in";
import { JoinForm } from "./join-form";

/** What an invited person finds behind their link. */
export function InvitationScreen({ ways }: { ways: WaysIn }) {
  const link = useLink(lookAtInvitation);
  return (
    <LinkGate link={link} plain={<Ways ways={ways} link={null} />}>
      {({ token, value }) => (
        <>
          <p className="mt-1 text-body text-ink-2 wrap-anywhere">
            <bdi className="font-medium text-ink">{value.invitedBy}</bdi> invites you to{" "}
            <bdi className="font-medium text-ink">{value.organisation}</bdi>.
          </p>
          <Ways ways={ways} link={{ token, invitation: value }} />
        </>
      )}
    </LinkGate>
  );
}

type WaysProps = { ways: WaysIn; link: { token: string; invitation: OpenInvitation } | null };

function Ways({ ways: { provider, byPassword }, link }: WaysProps) {
  return (
    <>
      {provider !== null && (
        <div className="mt-6">
          {link !== null && (
            <p className="mb-3.5 text-body text-ink-2 wrap-anywhere">
              Your email there has to be <b className="font-medium text-ink">{link.invitation.email}</b>.
            </p>
          )}
          <ProviderSignIn provider={{ ...provider, problem: null }} isOnlyWay={!byPassword} />
        </div>
      )}
      {byPassword && <JoinForm link={link} />}
    </>
  );
}
