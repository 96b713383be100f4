"use client";

import { Bell } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Environment } from "@/lib/policy";
import { waitingText } from "../shell/waiting-text";
import { useUnread } from "./use-unread";

const NoticesPopover = dynamic(() => import("./notices-popover"), { ssr: false });

type NoticesBellProps = {
  /** The reader's profile, as this page was made with it. */
  profile: { unread: number };
  environment: Environment;
  /** Whether the page is the list of notices, which then has to follow. */
  isOnPage: boolean;
};

/** What concerns the reader, on every page: how much of it is not read, and the latest behind it. */
export function NoticesBell({ profile, environment, isOnPage }: NoticesBellProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { unread, setUnread } = useUnread(profile);
  const inverse = environment === "production";
  return (
    <>
      <button
        type="button"
        aria-label={unread === 0 ? "Notices" : `Notices, ${waitingText(unread)} unread`}
        aria-haspopup="dialog"
        aria-expanded="false"
        onClick={(event) => setAnchor(event.currentTarget)}
        className={`inline-flex size-9 shrink-0 items-center justify-center rounded-control max-md:-mx-1 max-md:h-11 md:mr-2 ${inverse ? "text-on-prod hover:bg-[oklch(0_0_0/0.16)]" : "text-ink-2 hover:bg-hover"}`}
      >
        <span className="relative">
          <Bell size={18} strokeWidth={1.75} aria-hidden="true" />
          {unread > 0 && (
            <span
              aria-hidden="true"
              className={`edge-forced absolute -top-2 left-2.5 inline-flex h-4 min-w-4 items-center justify-center rounded-full px-1 font-semibold text-[10px] tabular-nums ring-2 ${inverse ? "bg-on-prod text-prod ring-prod" : "bg-fill text-on-fill ring-surface"}`}
            >
              {waitingText(unread)}
            </span>
          )}
        </span>
      </button>
      {anchor && (
        <NoticesPopover
          anchor={anchor}
          environment={environment}
          isOnPage={isOnPage}
          setUnread={setUnread}
          onClose={() => setAnchor(null)}
        />
      )}
    </>
  );
}
