import { Lock } from "lucide-react";
import type { Metadata } from "next";
import { BarePage } from "@/components/shell/bare-page";
import { buttonClass } from "@/components/ui/button";

export const metadata: Metadata = { title: "Closed to you" };

export default function ForbiddenPage() {
  return (
    <BarePage
      icon={<Lock size={24} strokeWidth={1.75} aria-hidden="true" className="text-muted" />}
      title="This page is closed to you"
      actions={
        <a href="/connections" className={buttonClass()}>
          External data connections
        </a>
      }
    >
      You may see that it exists, but not open it. Ask a super admin of your account.
    </BarePage>
  );
}
