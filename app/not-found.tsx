import { Unlink } from "lucide-react";
import type { Metadata } from "next";
import { BarePage } from "@/components/shell/bare-page";
import { buttonClass } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFoundPage() {
  return (
    <BarePage
      icon={<Unlink size={24} strokeWidth={1.75} aria-hidden="true" className="text-muted" />}
      title="There is nothing here"
      actions={
        <a href="/connections" className={buttonClass()}>
          External data connections
        </a>
      }
    >
      This address does not exist, or what it leads to is not shared with you. Ask one of its admins to share it.
    </BarePage>
  );
}
