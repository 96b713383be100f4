"use client";

import { CircleAlert, CircleCheck, X } from "lucide-react";
import { Toaster, toast } from "sonner";
import { Reference } from "./alert";
import { IconButton } from "./button";
import { wantToasts } from "./toasts-wanted";

export type ToastContent =
  | { tone: "ok"; title: string; line?: string }
  | { tone: "fail"; title: string; line: string; reference: string | null };

/** Says what happened out of sight. Success leaves after 6 s; a failure stays until it is dismissed. */
export function showToast(content: ToastContent): void {
  wantToasts();
  toast.custom((id) => <ToastCard content={content} onDismiss={() => toast.dismiss(id)} />, {
    duration: content.tone === "ok" ? 6000 : Number.POSITIVE_INFINITY,
  });
}

/** Where toasts appear: bottom right, on a phone above the bar. Once per page, in the root layout. */
export function ToastRegion() {
  return (
    <Toaster
      position="bottom-right"
      containerAriaLabel="Notifications"
      style={{ fontFamily: "inherit" }}
      offset={24}
      mobileOffset={{ bottom: 80, left: 16, right: 16 }}
      gap={10}
      visibleToasts={4}
      toastOptions={{ unstyled: true, className: "w-[380px] max-w-[calc(100vw-2rem)]" }}
    />
  );
}

function ToastCard({ content, onDismiss }: { content: ToastContent; onDismiss: () => void }) {
  const Icon = content.tone === "ok" ? CircleCheck : CircleAlert;
  return (
    <div className="flex items-start gap-3 rounded-pop border border-line-strong bg-raised p-3 text-ink shadow-pop">
      <Icon
        className={`mt-0.5 size-4 shrink-0 ${content.tone === "ok" ? "text-ok" : "text-fail"}`}
        strokeWidth={2}
        aria-hidden
      />
      <div className="min-w-0 grow wrap-anywhere">
        <p className="text-body font-semibold">{content.title}</p>
        {content.line !== undefined && <p className="text-small text-ink-2">{content.line}</p>}
        {content.tone === "fail" && content.reference !== null && (
          <p className="text-small text-ink-2">
            <Reference value={content.reference} />
          </p>
        )}
      </div>
      <IconButton name="Dismiss" onClick={onDismiss} className="-my-1 -mr-1 size-7">
        <X className="size-4" strokeWidth={2} aria-hidden />
      </IconButton>
    </div>
  );
}
