import { latestNotices } from "@/lib/notices/queries";
import type { Actor } from "@/lib/policy";

export type ForgedNotices = { noticeId: string; seen: string };

/** What the owner was told: that a colleague asks something of them. */
export async function findForgedNotices(owner: Actor): Promise<ForgedNotices> {
  const { rows, seen } = await latestNotices(owner);
  return { noticeId: rows[0]?.id ?? "", seen: seen ?? "" };
}

/** Every action about notices. Marking all concerns one's own alone: in the hands of others it reads theirs, which are none. */
export function noticeAttacks({ notices: { noticeId, seen } }: { notices: ForgedNotices }) {
  return [
    { action: "markNoticeRead", page: "/notices", input: { id: noticeId }, aimed: true },
    { action: "markAllNoticesRead", page: "/notices", input: { seen }, aimed: false },
  ];
}
