import type { Metadata } from "next";
import { AuthScreen } from "@/components/users/auth-screen";
import { SetUpForm } from "@/components/users/set-up-form";
import { requireNotSetUp } from "@/lib/users/set-up/loaders";

export const metadata: Metadata = { title: "Set up" };

export default async function SetUpPage() {
  await requireNotSetUp();
  return (
    <AuthScreen
      title="Set up Linkspan"
      lead="This makes the account of your organisation and its first super admin. It is asked once, and never again."
    >
      <SetUpForm />
    </AuthScreen>
  );
}
