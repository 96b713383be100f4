import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { BarePage } from "@/components/shell/bare-page";
import { buttonClass } from "@/components/ui/button";

export const metadata: Metadata = { title: "Sign in" };

export default function UnauthorizedPage() {
  return (
    <BarePage
      icon={<KeyRound size={24} strokeWidth={1.75} aria-hidden="true" className="text-muted" />}
      title="Your session is over"
      actions={
        <a href="/sign-in" className={buttonClass("primary")}>
          Sign in
        </a>
      }
    >
      Sign in again to go on.
    </BarePage>
  );
}
