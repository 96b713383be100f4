import type { Metadata } from "next";
import { AuthScreen } from "@/components/users/auth-screen";
import { InvitationScreen } from "@/components/users/invitations/invitation-screen";
import { loadWaysIn } from "@/lib/users/invitations/loaders";

export const metadata: Metadata = { title: "Join Linkspan" };

/** Made for each request: what the settings allow is not known when Linkspan is built. */
export const dynamic = "force-dynamic";

export default function InvitationPage() {
  return (
    <AuthScreen title="Join Linkspan">
      <InvitationScreen ways={loadWaysIn()} />
    </AuthScreen>
  );
}
