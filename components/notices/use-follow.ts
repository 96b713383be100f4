"use client";

import { markNoticeRead } from "@/lib/notices/actions";
import type { NoticeRow } from "@/lib/notices/schema";
import { call } from "../shell/call";
import { useNavigate } from "../shell/navigation";

/** Goes where a notice leads, and reads it first, so that the next page counts without it. Unread it leads there too. */
export function useFollow(): (notice: NoticeRow, href: string) => Promise<void> {
  const navigate = useNavigate();
  return async ({ id, isRead }, href) => {
    if (!isRead) await call("changing", () => markNoticeRead({ id }));
    navigate(href);
  };
}
