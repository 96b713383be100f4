"use client";

import { useState } from "react";
import type { NoticeRow } from "@/lib/notices/schema";
import type { Environment } from "@/lib/policy";
import { TooltipLayer } from "../ui/tooltip-layer";
import { NoNotices } from "./no-notices";
import { NoticeLine } from "./notice-line";
import { placeHref } from "./notices-url";
import { useFollow } from "./use-follow";

type LatestListProps = {
  notices: readonly NoticeRow[];
  environment: Environment;
  setUnread: (change: (before: number) => number) => void;
  onClose: () => void;
};

/** What the bell shows; following a notice reads it. */
export function LatestList({ notices, environment, setUnread, onClose }: LatestListProps) {
  // The words of one opening stay: nothing ticks while somebody reads.
  const [now] = useState(() => Date.now());
  const follow = useFollow();
  if (notices.length === 0) return <NoNotices />;
  return (
    <TooltipLayer>
      <ul>
        {notices.map((notice) => (
          <li key={notice.id} className="flex border-line border-b px-3 py-2.5 last:border-b-0">
            <NoticeLine
              notice={notice}
              href={notice.href === null ? null : placeHref(notice.href, environment)}
              now={now}
              onFollow={(href) => {
                if (!notice.isRead) setUnread((before) => Math.max(0, before - 1));
                onClose();
                void follow(notice, href);
              }}
            />
          </li>
        ))}
      </ul>
    </TooltipLayer>
  );
}
