import type { Metadata } from "next";
import { AuthScreen } from "@/components/users/auth-screen";
import { ResetScreen } from "@/components/users/resets/reset-screen";

export const metadata: Metadata = { title: "Choose a new password" };

/** Made for each request: its scripts carry the nonce of one. */
export const dynamic = "force-dynamic";

export default function ResetPage() {
  return (
    <AuthScreen title="Choose a new password">
      <ResetScreen />
    </AuthScreen>
  );
}
