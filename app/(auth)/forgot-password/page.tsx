import type { Metadata } from "next";
import { Notice } from "@/components/ui/alert";
import { AuthScreen } from "@/components/users/auth-screen";
import { ForgotForm } from "@/components/users/resets/forgot-form";
import { loadForgotPage } from "@/lib/users/resets/loaders";

export const metadata: Metadata = { title: "Forgot your password?" };

export default async function ForgotPasswordPage({ searchParams }: PageProps<"/forgot-password">) {
  const { asked } = await loadForgotPage(searchParams);
  return (
    <AuthScreen
      title="Forgot your password?"
      lead={asked ? undefined : "Linkspan e-mails you a link to choose a new one. It works for an hour."}
    >
      <div role="status" className="not-empty:mt-6">
        {asked && (
          <Notice tone="ok" title="Look into your mailbox.">
            If somebody uses Linkspan with this email, a message is on its way to it. None after some minutes? Check the
            address, or ask a super admin of your organisation.
          </Notice>
        )}
      </div>
      {!asked && <ForgotForm />}
      <p className="mt-4">
        <a
          href="/sign-in"
          className="inline-flex min-h-6 items-center rounded-tick font-medium text-accent text-body hover:underline pointer-coarse:min-h-11"
        >
          Sign in
        </a>
      </p>
    </AuthScreen>
  );
}
